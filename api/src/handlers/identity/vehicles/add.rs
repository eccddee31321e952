//! Addition of a vehicle.

use axum::{Json as Body, extract::State, http::StatusCode};
use shared::identity::operations;

use super::{VehicleBody, VehicleView};
use crate::{
    App,
    extract::{CurrentUser, Json},
    problem::Problem,
};

/// Add a vehicle
///
/// An account can have ten vehicles: beyond that `too_many_vehicles`. The plate is stored
/// encrypted, and erased with the vehicle.
#[utoipa::path(post, path = "/api/v1/vehicles", tag = "vehicles", security(("bearer" = [])),
    request_body = VehicleBody,
    responses((status = 201, body = VehicleView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn add_vehicle(
    State(app): State<App>,
    user: CurrentUser,
    Json(body): Json<VehicleBody>,
) -> Result<(StatusCode, Body<VehicleView>), Problem> {
    let (request, now) = (body.to_save(user.id, &app.tokens)?, app.now());
    let added = app.db.write(move |conn| operations::add_vehicle(conn, &request, now)).await?;
    Ok((StatusCode::CREATED, Body(VehicleView::new(added, &app.tokens))))
}
