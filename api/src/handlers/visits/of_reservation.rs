//! Shows the visit of a reservation.

use axum::{Json as Body, extract::State};
use shared::{
    Error, platform::domain::ids::ReservationId, reservations::models::reservation::Reservation,
    visits::models::visit::Visit,
};

use super::view::{VisitView, visit_view};
use crate::{
    App,
    extract::{AcceptLanguage, Id, ReservationAccess},
    problem::Problem,
};

/// Show the visit of a reservation
///
/// The response is 404 if the driver has not arrived.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/visit", tag = "visits",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = VisitView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_visit_of_reservation(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    AcceptLanguage(language): AcceptLanguage,
    id: Id,
) -> Result<Body<VisitView>, Problem> {
    let id = ReservationId(id.0);
    let found = app.db.read(move |conn| {
        Reservation::of_principal(conn, id, principal)?;
        Visit::of_reservation(conn, id)?.ok_or(Error::NotFound)
    });
    let visit = found.await?;
    Ok(Body(visit_view(&app, visit.id, principal, language).await?))
}
