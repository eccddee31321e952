//! Sign-out of all sessions of a user.

use axum::{Json as Body, extract::State};
use shared::{identity::operations, platform::domain::ids::UserId};

use super::ManagedUser;
use crate::{
    App,
    extract::{Id, Json, Operator},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Sign a user out everywhere
///
/// Revokes all sessions and pending password links at once.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/sign-out", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sign_out_user(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), UserId(id.0));
    let user =
        app.db.write(move |conn| operations::sign_out_user(conn, id, &note, &audit, now)).await?;
    Ok(Body(user.into()))
}
