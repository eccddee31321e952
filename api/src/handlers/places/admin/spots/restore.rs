//! Return of a retired spot to service.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::SpotId};

use super::ManagedSpot;
use crate::{
    App,
    extract::{Id, Json, Operator},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Restore a retired spot
///
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/spots/{id}/restore", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 200, body = ManagedSpot),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn restore_spot(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedSpot>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), SpotId(id.0));
    let restored =
        app.db.write(move |conn| operations::restore_spot(conn, id, &note, &audit, now)).await?;
    Ok(Body(restored.into()))
}
