//! Roles and permissions of the signed-in user.

use axum::Json as Body;
use serde::Serialize;
use shared::identity::domain::{
    permission::Permission,
    role::Role,
    scope::{GrantedRole, Scope},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{extract::ConsoleUser, problem::Problem};

/// A role of the signed-in user.
#[derive(Debug, Serialize, ToSchema)]
struct OwnRole {
    /// `admin`, `operator`, `officer`, `technician` or `analyst`.
    #[schema(value_type = String, example = "operator")]
    role: Role,
    /// City in which the role applies; `null` for everywhere.
    city_id: Option<Uuid>,
    /// Site of the city in which the role applies; `null` for the whole city.
    site_id: Option<Uuid>,
}

/// A permission of the signed-in user, with its places.
#[derive(Debug, Serialize, ToSchema)]
struct OwnPermission {
    /// As in the security requirement of each operation.
    #[schema(value_type = String, example = "view_places")]
    permission: Permission,
    /// `true` for all places; the lists are empty then.
    everywhere: bool,
    /// Whole cities.
    city_ids: Vec<Uuid>,
    /// Sites outside these cities.
    site_ids: Vec<Uuid>,
}

/// Roles and permissions of the signed-in user.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnPermissions {
    roles: Vec<OwnRole>,
    permissions: Vec<OwnPermission>,
}

impl From<&GrantedRole> for OwnRole {
    fn from(granted: &GrantedRole) -> Self {
        Self {
            role: granted.role,
            city_id: granted.place.city().map(|id| id.0),
            site_id: granted.place.site().map(|id| id.0),
        }
    }
}

impl OwnPermission {
    fn new(permission: Permission, scope: Scope) -> Self {
        let (everywhere, cities, sites) = match scope {
            Scope::Everywhere => (true, Vec::new(), Vec::new()),
            Scope::Places { cities, sites } => (false, cities, sites),
        };
        Self {
            permission,
            everywhere,
            city_ids: cities.into_iter().map(|id| id.0).collect(),
            site_ids: sites.into_iter().map(|id| id.0).collect(),
        }
    }
}

/// Show own permissions
///
/// Roles and permissions of the signed-in user; `not_found` for users without a role.
#[utoipa::path(get, path = "/api/v1/admin/permissions", tag = "admin", security(("bearer" = [])),
    responses((status = 200, body = OwnPermissions),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_permissions(user: ConsoleUser) -> Body<OwnPermissions> {
    let roles = user.roles();
    let permissions = Permission::ALL.iter().filter_map(|permission| {
        Scope::of(*permission, roles).map(|scope| OwnPermission::new(*permission, scope))
    });
    Body(OwnPermissions {
        roles: roles.iter().map(OwnRole::from).collect(),
        permissions: permissions.collect(),
    })
}
