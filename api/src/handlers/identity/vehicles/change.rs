//! Change of a vehicle.

use axum::{Json as Body, extract::State};
use shared::{platform::domain::ids::VehicleId, reservations::operations};

use super::{VehicleBody, VehicleView};
use crate::{
    App,
    extract::{CurrentUser, Id, Json},
    problem::Problem,
};

/// Change a vehicle
///
/// Replaces all of its details. Your reservations with this vehicle follow, as long as their
/// vehicle can be changed; if the changed vehicle has no right to one of their spots, the request
/// is refused with `not_eligible`.
#[utoipa::path(put, path = "/api/v1/vehicles/{id}", tag = "vehicles", security(("bearer" = [])),
    request_body = VehicleBody,
    params(("id" = Uuid, Path, description = "The vehicle")),
    responses((status = 200, body = VehicleView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn change_vehicle(
    State(app): State<App>,
    user: CurrentUser,
    id: Id,
    Json(body): Json<VehicleBody>,
) -> Result<Body<VehicleView>, Problem> {
    let (request, id, now) = (body.to_save(user.id, &app.tokens)?, VehicleId(id.0), app.now());
    let changed =
        app.db.write(move |conn| operations::change_vehicle(conn, id, &request, now)).await?;
    Ok(Body(VehicleView::new(changed, &app.tokens)))
}
