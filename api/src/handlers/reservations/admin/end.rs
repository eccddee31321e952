//! End of a stay on behalf of a driver.

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

/// End for a driver
///
/// Same effect as if the driver had ended it: a stay in progress is billed for the time used, and a
/// stay that has not started is cancelled without charge. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/end", tag = "admin",
    security(("bearer" = ["manage_reservations"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_for_driver(
    State(app): State<App>,
    operator: Permitted<ManageReservations>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ReservationView>, Problem> {
    act_for_driver(app, operator, id, body, operations::end_for_driver).await
}
