//! Cancellation on behalf of a driver.

use axum::{Json as Body, extract::State};
use shared::reservations::operations;

use super::for_driver::act_for_driver;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageReservations},
    handlers::admin::Reason,
    problem::Problem,
    views::ReservationView,
};

/// Cancel for a driver
///
/// Cancels a hold, or a stay that has not started. The driver is not charged and is notified.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/cancel", tag = "admin",
    security(("bearer" = ["manage_reservations"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn cancel_for_driver(
    State(app): State<App>,
    operator: Permitted<ManageReservations>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ReservationView>, Problem> {
    act_for_driver(app, operator, id, body, operations::cancel_for_driver).await
}
