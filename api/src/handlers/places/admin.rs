mod cities;
mod closures;
mod export_spots;
mod import_spots;
mod imports;
mod site_rules;
mod sites;
mod spots;
mod terms;
mod zones;

use std::time::Duration;

use shared::places::import::MAX_FILE_BYTES;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{App, handlers::within};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(cities::list_cities, cities::create_city))
        .routes(routes!(cities::update_city))
        .routes(routes!(terms::show_city_terms, terms::set_city_terms))
        .routes(routes!(imports::show_import))
        .routes(routes!(sites::list_sites, sites::create_site))
        .routes(routes!(sites::show_site, sites::update_site))
        .routes(routes!(sites::retire_site))
        .routes(routes!(sites::restore_site))
        .routes(routes!(terms::show_site_terms, terms::set_site_terms))
        .routes(routes!(site_rules::show_site_rules, site_rules::set_site_rules))
        .routes(routes!(zones::list_zones, zones::create_zone))
        .routes(routes!(zones::show_zone, zones::update_zone))
        .routes(routes!(spots::search_spots, spots::create_spot))
        .routes(routes!(spots::show_spot, spots::update_spot))
        .routes(routes!(spots::retire_spot))
        .routes(routes!(spots::restore_spot))
        .routes(routes!(closures::list_closures, closures::create_closure))
        .routes(routes!(closures::end_closure))
}

/// The routes whose body is a file.
pub(in crate::handlers) fn file_routes(timeout: Duration) -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new()
        .routes(routes!(export_spots::export_spots, import_spots::import_spots));
    within(routes, MAX_FILE_BYTES, timeout)
}
