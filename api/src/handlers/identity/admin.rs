mod permissions;
mod role_grants;
mod users;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(permissions::show_permissions))
        .routes(routes!(role_grants::list_roles))
        .routes(routes!(role_grants::list_role_grants, role_grants::create_role_grant))
        .routes(routes!(role_grants::revoke_role_grant))
        .routes(routes!(users::search_users))
        .routes(routes!(users::show_user))
        .routes(routes!(users::disable_user))
        .routes(routes!(users::enable_user))
        .routes(routes!(users::sign_out_user))
        .routes(routes!(users::erase_user))
        .routes(routes!(users::erase_guest))
}
