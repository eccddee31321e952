//! The roles that can be granted, with their permissions.

use axum::Json as Body;
use serde::Serialize;
use shared::identity::domain::{permission::Permission, role::Role};
use utoipa::ToSchema;

use crate::{
    extract::{Permitted, permissions::ManageRoleGrants},
    problem::Problem,
};

/// A role with its permissions.
#[derive(Debug, Serialize, ToSchema)]
struct RoleView {
    #[schema(value_type = String, example = "analyst")]
    role: Role,
    #[schema(value_type = Vec<String>, example = json!(["view_places"]))]
    permissions: &'static [Permission],
}

/// The roles that can be granted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Roles {
    roles: Vec<RoleView>,
}

/// List roles
///
/// The roles that can be granted, with their permissions. Permissions that concern no city, such as
/// `view_jobs`, result only from a role everywhere.
#[utoipa::path(get, path = "/api/v1/admin/roles", tag = "admin",
    security(("bearer" = ["manage_role_grants"])),
    responses((status = 200, body = Roles),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_roles(_: Permitted<ManageRoleGrants>) -> Body<Roles> {
    let roles =
        Role::ALL.iter().map(|role| RoleView { role: *role, permissions: role.permissions() });
    Body(Roles { roles: roles.collect() })
}
