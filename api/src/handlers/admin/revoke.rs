//! Take a spot back.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error,
    domain::ids::ReservationId,
    models::{reservation_details::ReservationDetails, transition::By},
    operations,
};
use utoipa::ToSchema;

use super::note;
use crate::{
    App,
    extract::{Id, Json, Operator},
    problem::Problem,
    views::ReservationView,
};

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RevokeBody {
    /// In your words, for your colleagues.
    #[schema(example = "water main broken")]
    note: String,
}

/// Revoke a reservation
///
/// Held, to come or under way: the spot is free at once, the driver pays nothing and is told so. A second time changes nothing.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/revoke", tag = "admin", security(("bearer" = [])), request_body = RevokeBody,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_reservation(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<RevokeBody>,
) -> Result<Body<ReservationView>, Problem> {
    let (id, now) = (ReservationId(id.0), app.now());
    let (actor, note) = (operator.actor(), note(&body.note)?);
    let revoked = app.db.write(move |conn| {
        operations::revoke_reservation(conn, id, By { actor: &actor, note: Some(&note) }, now)?;
        Ok::<_, Error>(ReservationDetails::find(conn, id)?)
    });
    let details = revoked.await?;
    app.cache.announce(details.reservation.spot_id, details.reservation.status);
    Ok(Body(ReservationView::new(details, now)))
}
