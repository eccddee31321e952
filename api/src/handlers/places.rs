//! Cities, zones, spots and closures.

mod admin;
mod zones;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) use admin::file_routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(zones::list_zones_on_map)).merge(admin::routes())
}
