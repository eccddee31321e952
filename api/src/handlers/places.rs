//! Cities, sites, zones, spots and closures; the search of places by name, and favorites.

mod admin;
mod favorites;
mod place_view;
mod search;
pub(super) mod sites;
mod streets;
mod zones;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) use admin::file_routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(zones::list_zones_on_map))
        .routes(routes!(streets::list_streets))
        .routes(routes!(search::list_places))
        .routes(routes!(sites::list_sites_on_map))
        .routes(routes!(sites::show_site_on_map))
        .routes(routes!(favorites::list_favorites, favorites::save_favorite))
        .routes(routes!(favorites::remove_favorite))
        .merge(admin::routes())
}
