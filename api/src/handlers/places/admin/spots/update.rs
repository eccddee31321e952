//! Change of a spot.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SpotId,
};

use super::{ManagedSpot, UpdateSpot};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    problem::Problem,
};

/// Change a spot
///
/// Existing reservations keep their terms; time added to them is charged at the new rate.
#[utoipa::path(patch, path = "/api/v1/admin/spots/{id}", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = UpdateSpot,
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_spot(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<UpdateSpot>,
) -> Result<Body<ManagedSpot>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), SpotId(id.0));
    let scope = operator.scope();
    let changed = app.db.write(move |conn| {
        scope.check(place::of_spot(conn, id)?)?;
        operations::update_spot(conn, id, &changes, &audit, now)
    });
    Ok(Body(changed.await?.into()))
}
