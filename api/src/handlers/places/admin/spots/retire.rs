//! Retirement of a spot.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SpotId,
};

use super::ManagedSpot;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Retire a spot
///
/// The spot is no longer found by searches and cannot be held. Existing reservations continue; to
/// end them as well, close the spot. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/spots/{id}/retire", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn retire_spot(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedSpot>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), SpotId(id.0));
    let scope = operator.scope();
    let retired = app.db.write(move |conn| {
        scope.check(place::of_spot(conn, id)?)?;
        operations::retire_spot(conn, id, &note, &audit, now)
    });
    Ok(Body(retired.await?.into()))
}
