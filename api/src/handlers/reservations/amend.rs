//! Extends or shortens a stay.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    platform::domain::ids::{QuoteId, ReservationId},
    reservations::operations::{AmendReservation, amend_reservation as amend},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Shown, quotes::renew_extension, refusals::counted, shown};
use crate::{
    App,
    extract::{
        AcceptLanguage, ClientAddress, Id, Idempotency, IfMatch, Instant, Json, ReservationAccess,
    },
    limits::RateLimitScope,
    problem::Problem,
};

/// The new end of a stay.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct AmendBody {
    /// New end. An end in the past ends a stay in progress, and cancels one that has not started;
    /// `exit_required` if the stay ends at an exit.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
    /// Refuse the request if the reservation is at another revision; equivalent to `If-Match`.
    revision: Option<i32>,
    /// Expected rate for the added time, in minor units per hour: refuse the request if the rate
    /// has changed. A reduced rate may be lower.
    rate_minor_per_hour: Option<i32>,
    /// Quote of the added time to accept: it costs at most its total.
    // These two are left out of the hash of the Idempotency-Key if they are not given, as in
    // versions without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote_id: Option<Uuid>,
    /// Price of the added time that you displayed, in minor units: refuse the request if it costs
    /// more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 450)]
    total_minor: Option<i64>,
}

/// Extend or shorten
///
/// Changes the end of the stay. Added time is priced by the rules in force at its start; request a
/// quote first and send its id. If the spot is reserved or closed during the added time, the
/// problem contains the latest possible end; if the rules do not allow the longer stay, the code is
/// `not_allowed_by_tariff`. If no more spots of the street or site may be reserved ahead in the
/// added time, a stay that begins later cannot be extended: `reserved_ahead_limit`. An expired
/// quote is answered with 410 `quote_expired` and a new quote.
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
    (access, language): (ReservationAccess, AcceptLanguage),
    address: ClientAddress,
    key: Idempotency,
    seen: IfMatch,
    id: Id,
    Json(body): Json<AmendBody>,
) -> Result<Shown, Problem> {
    let (id, ReservationAccess(principal)) = (ReservationId(id.0), access);
    let (now, terms) = (app.now(), app.terms.clone());
    let key = key.bind(format!("reservation:{id}"), &body);
    let revision = seen.revision(&app, id, body.revision).await?;
    let ends_at = body.ends_at.0;
    let request = AmendReservation {
        id,
        principal,
        ends_at,
        revision,
        rate: body.rate_minor_per_hour,
        quote_id: body.quote_id.map(QuoteId),
        total: body.total_minor,
        key,
    };
    let amended = app.db.write(move |conn| amend(conn, &request, &terms, now)).await;
    match counted(&app, amended).await {
        Err(Error::QuoteExpired { quote_id }) => {
            let scopes = [RateLimitScope::Address(address), principal.into()];
            Err(renew_extension(&app, quote_id, (id, principal), ends_at, language, &scopes).await)
        }
        amended => Ok(shown(&app, amended?.id, principal, language).await?),
    }
}
