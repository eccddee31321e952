//! Shows a reservation.

use axum::extract::State;
use shared::platform::domain::ids::ReservationId;

use super::{Shown, shown};
use crate::{
    App,
    extract::{AcceptLanguage, Id, ReservationAccess},
    problem::Problem,
};

/// Show a reservation
///
/// Accessible to its user, or with the guest's token. The `ETag` is its revision.
#[utoipa::path(get, path = "/api/v1/reservations/{id}", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = crate::views::ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_reservation(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    language: AcceptLanguage,
    id: Id,
) -> Result<Shown, Problem> {
    Ok(shown(&app, ReservationId(id.0), principal, language).await?)
}
