//! Return of a retired spot to service.

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

/// Restore a retired spot
///
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/spots/{id}/restore", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn restore_spot(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedSpot>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), SpotId(id.0));
    let scope = operator.scope();
    let restored = app.db.write(move |conn| {
        scope.check(place::of_spot(conn, id)?)?;
        operations::restore_spot(conn, id, &note, &audit, now)
    });
    Ok(Body(restored.await?.into()))
}
