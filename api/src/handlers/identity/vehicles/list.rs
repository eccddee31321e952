//! List of the saved vehicles.

use axum::{Json as Body, extract::State};
use shared::{Error, identity::models::vehicle::Vehicle};

use super::{VehicleView, Vehicles};
use crate::{App, extract::CurrentUser, problem::Problem};

/// List your vehicles
#[utoipa::path(get, path = "/api/v1/vehicles", tag = "vehicles", security(("bearer" = [])),
    responses((status = 200, body = Vehicles),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_vehicles(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Body<Vehicles>, Problem> {
    let found = app.db.read(move |conn| Ok::<_, Error>(Vehicle::of_user(conn, user.id)?)).await?;
    let view = |vehicle| VehicleView::new(vehicle, &app.tokens);
    Ok(Body(Vehicles { vehicles: found.into_iter().map(view).collect() }))
}
