//! Disabling of a user.

use axum::{Json as Body, extract::State};
use shared::{
    identity::{domain::permission::Permission, operations},
    platform::domain::ids::UserId,
};

use super::{ManagedUser, check_manageable, not_oneself};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageUsers},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Disable a user
///
/// The user can no longer sign in. All sessions and pending password links are revoked at once.
/// Reservations continue. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/disable", tag = "admin",
    security(("bearer" = ["manage_users"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn disable_user(
    State(app): State<App>,
    operator: Permitted<ManageUsers>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    not_oneself(&operator, id)?;
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), UserId(id.0));
    let grants_roles = operator.has_everywhere(Permission::ManageRoleGrants);
    let disabled = app.db.write(move |conn| {
        check_manageable(conn, id, grants_roles)?;
        let disabled = operations::disable_user(conn, id, &note, &audit, now)?;
        ManagedUser::with_roles(conn, disabled)
    });
    Ok(Body(disabled.await?))
}
