//! List of role grants.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    identity::{
        domain::role::Role,
        models::role_grant::{ListedRoleGrant, RoleGrant, RoleGrantFilter},
    },
    platform::domain::ids::{CityId, RoleGrantId, UserId},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::RoleGrantView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Parsed, Permitted, choice, permissions::ManageRoleGrants},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A role grant with the address of its user and the name of its site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedRoleGrantView {
    #[serde(flatten)]
    grant: RoleGrantView,
    email: String,
    /// `null` for the whole city.
    site_name: Option<String>,
}

/// A page of role grants, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleGrants {
    role_grants: Vec<ListedRoleGrantView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListRoleGrants {
    /// Only of this user
    user_id: Option<Uuid>,
    /// Only in this city
    city_id: Option<Uuid>,
    /// `admin`, `operator`, `officer`, `technician` or `analyst`
    #[param(value_type = Option<String>)]
    role: Option<Parsed<Role>>,
    /// `current` (default) or `all`
    #[serde(default, deserialize_with = "age")]
    #[param(value_type = Option<String>)]
    age: Option<Age>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<RoleGrantId>>,
}

enum Age {
    Current,
    All,
}

fn age<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Age>, D::Error> {
    choice(deserializer, |text| match text {
        "current" => Ok(Age::Current),
        "all" => Ok(Age::All),
        _ => Err("unknown: must be current or all"),
    })
}

/// List role grants
///
/// `age=current` (default): active grants. `age=all`: also revoked ones. An admin of a city or a
/// site sees the grants in that place.
#[utoipa::path(get, path = "/api/v1/admin/role-grants", tag = "admin",
    security(("bearer" = ["manage_role_grants"])), params(ListRoleGrants),
    responses((status = 200, body = RoleGrants),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_role_grants(
    State(app): State<App>,
    admin: Permitted<ManageRoleGrants>,
    Params(query): Params<ListRoleGrants>,
) -> Result<Body<RoleGrants>, Problem> {
    let (limit, scope) = (query.limit.0, admin.scope());
    let filter = RoleGrantFilter {
        user_id: query.user_id.map(UserId),
        role: query.role.map(|role| role.0),
        city_id: query.city_id.map(CityId),
        is_active: !matches!(query.age, Some(Age::All)),
        before: query.cursor.map(|cursor| cursor.0),
    };
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(RoleGrant::search(conn, &filter, &scope, limit + 1)?));
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |listed| listed.grant.id.0);
    let view = |listed: ListedRoleGrant| ListedRoleGrantView {
        grant: listed.grant.into(),
        email: listed.email,
        site_name: listed.site_name,
    };
    Ok(Body(RoleGrants { role_grants: found.into_iter().map(view).collect(), next_cursor }))
}
