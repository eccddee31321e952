//! Enabling of a user.

use axum::{Json as Body, extract::State};
use shared::{
    identity::{domain::permission::Permission, operations},
    platform::domain::ids::UserId,
};

use super::{ManagedUser, check_manageable};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageUsers},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Enable a user
///
/// The user can sign in again. A user whose personal data is erased cannot be enabled.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/enable", tag = "admin",
    security(("bearer" = ["manage_users"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enable_user(
    State(app): State<App>,
    operator: Permitted<ManageUsers>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), UserId(id.0));
    let grants_roles = operator.has_everywhere(Permission::ManageRoleGrants);
    let enabled = app.db.write(move |conn| {
        check_manageable(conn, id, grants_roles)?;
        let enabled = operations::enable_user(conn, id, &note, &audit, now)?;
        ManagedUser::with_roles(conn, enabled)
    });
    Ok(Body(enabled.await?))
}
