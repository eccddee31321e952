//! Revocation of a role.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    identity::{models::role_grant::RoleGrant, operations},
    platform::domain::ids::RoleGrantId,
};

use super::RoleGrantView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageRoleGrants},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Revoke a role
///
/// Takes effect with the next request of the user. The last user with the role `admin` everywhere
/// keeps it: `last_admin`. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/role-grants/{id}/revoke", tag = "admin",
    security(("bearer" = ["manage_role_grants"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The grant")),
    responses((status = 200, body = RoleGrantView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_role_grant(
    State(app): State<App>,
    admin: Permitted<ManageRoleGrants>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<RoleGrantView>, Problem> {
    let (audit, note, now, id) =
        (admin.audit_context(), note(&body.note)?, app.now(), RoleGrantId(id.0));
    let scope = admin.scope();
    let revoked = app.db.write(move |conn| {
        if !scope.has(RoleGrant::find(conn, id)?.place()) {
            return Err(Error::NotFound);
        }
        operations::revoke_role(conn, id, &note, &audit, now)
    });
    Ok(Body(revoked.await?.into()))
}
