//! Extends or shortens a stay.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::{
    platform::domain::ids::ReservationId,
    reservations::operations::{AmendReservation, amend_reservation as amend},
};
use utoipa::ToSchema;

use super::{Shown, shown};
use crate::{
    App,
    extract::{Id, Idempotency, IfMatch, Instant, Json, ReservationAccess},
    problem::Problem,
};

/// The new end of a stay.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct AmendBody {
    /// New end. An end in the past ends a stay in progress, and cancels one that has not started.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
    /// Refuse the request if the reservation is at another revision; equivalent to `If-Match`.
    revision: Option<i32>,
    /// Expected rate for the added time, in minor units per hour: refuse the request if the rate
    /// has changed.
    rate_minor_per_hour: Option<i32>,
}

/// Extend or shorten
///
/// Changes the end of the stay. Added time is charged at the current rate of the spot; request a
/// quote first. If the spot is reserved or closed during the added time, the problem contains the
/// latest possible end.
#[utoipa::path(patch, path = "/api/v1/reservations/{id}", tag = "reservations",
    request_body = AmendBody,
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("If-Match" = Option<String>, Header, description = "ETags that you have seen, or `*`"),
        ("Idempotency-Key" = Option<String>, Header,
        description = "Any text of yours; a repeat with it changes nothing")),
    responses((status = 200, body = crate::views::ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn amend_reservation(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    key: Idempotency,
    seen: IfMatch,
    id: Id,
    Json(body): Json<AmendBody>,
) -> Result<Shown, Problem> {
    let (id, now, terms) = (ReservationId(id.0), app.now(), app.terms.clone());
    let key = key.bind(format!("reservation:{id}"), &body);
    let revision = seen.revision(&app, id, body.revision).await?;
    let (ends_at, rate) = (body.ends_at.0, body.rate_minor_per_hour);
    let request = AmendReservation { id, principal, ends_at, revision, rate, key };
    let amended = app.db.write(move |conn| amend(conn, &request, &terms, now)).await?;
    Ok(shown(&app, amended.id, principal).await?)
}
