//! Removal of a vehicle.

use axum::{extract::State, http::StatusCode};
use shared::{identity::operations, platform::domain::ids::VehicleId};

use crate::{
    App,
    extract::{CurrentUser, Id},
    problem::Problem,
};

/// Remove a vehicle
///
/// Reservations with this vehicle keep it.
#[utoipa::path(delete, path = "/api/v1/vehicles/{id}", tag = "vehicles", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The vehicle")),
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn remove_vehicle(
    State(app): State<App>,
    user: CurrentUser,
    id: Id,
) -> Result<StatusCode, Problem> {
    let id = VehicleId(id.0);
    app.db.write(move |conn| operations::remove_vehicle(conn, user.id, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
