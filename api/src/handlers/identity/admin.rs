mod users;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(users::search_users))
        .routes(routes!(users::show_user))
        .routes(routes!(users::disable_user))
        .routes(routes!(users::enable_user))
        .routes(routes!(users::sign_out_user))
        .routes(routes!(users::erase_user))
        .routes(routes!(users::erase_guest))
}
