//! A spot with the fields for operators.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    places::models::{place, spot_details::SpotDetails},
    platform::domain::ids::SpotId,
};

use super::ManagedSpot;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// Show a spot
#[utoipa::path(get, path = "/api/v1/admin/spots/{id}", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_spot(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<ManagedSpot>, Problem> {
    let (id, scope) = (SpotId(id.0), operator.scope());
    let found = app.db.read(move |conn| {
        scope.check(place::of_spot(conn, id)?)?;
        Ok::<_, Error>(SpotDetails::find(conn, id)?)
    });
    Ok(Body(found.await?.into()))
}
