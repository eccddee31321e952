//! Search of reservations by the plate of their vehicle.

use std::fmt;

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error, identity::domain::plate::Plate, platform::config::limits::Limit,
    reservations::operations,
};
use utoipa::ToSchema;

use super::search::FoundReservations;
use crate::{
    App,
    extract::{ClientAddress, Json, Permitted, permissions::ViewReservations},
    handlers::admin::note,
    limits::RateLimitScope,
    problem::Problem,
    views::ReservationView,
};

/// The plate to search.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SearchPlate {
    #[schema(example = "B-AB 123")]
    plate: String,
    /// Reason of the search, for the audit log.
    note: String,
}

/// The plate is personal data.
impl fmt::Debug for SearchPlate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SearchPlate")
    }
}

/// Find reservations by plate
///
/// Returns the newest 50 reservations with this plate, in any spelling. The plate is in the body,
/// so that no log contains it. The search is limited like look-ups of guest reservations, and is
/// recorded in the audit log with its reason.
#[utoipa::path(post, path = "/api/v1/admin/plate-searches", tag = "admin",
    security(("bearer" = ["view_reservations"])), request_body = SearchPlate,
    responses((status = 200, body = FoundReservations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_plate(
    State(app): State<App>,
    operator: Permitted<ViewReservations>,
    address: ClientAddress,
    Json(body): Json<SearchPlate>,
) -> Result<Body<FoundReservations>, Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::from(operator.principal())];
    app.limits.check(Limit::LookUp, &scopes).await?;
    let plate = body.plate.parse::<Plate>();
    let plate = plate.map_err(|error| Error::field("plate", "malformed", error.to_string()))?;
    let (note, hashes) = (note(&body.note)?, app.tokens.plate_hashes(&plate)?);
    let (audit, now) = (operator.audit_context(), app.now());
    let (operator, scope) = (operator.user_id(), operator.scope());
    let search = operations::SearchPlate { hashes, operator, scope, note };
    let found = app.db.write(move |conn| operations::search_plate(conn, &search, &audit, now));
    let views = found.await?.into_iter().map(|details| ReservationView::new(details, now));
    Ok(Body(FoundReservations { reservations: views.collect(), next_cursor: None }))
}
