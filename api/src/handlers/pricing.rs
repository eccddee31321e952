//! Tariffs of the console, reduced-rate permits, the public history of prices, and the keys of
//! signed quotes. Quotes and prices for drivers are with reservations.

mod admin;
mod own_permits;
mod price_history;
mod quote_keys;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own_permits::list_own_permits))
        .routes(routes!(price_history::show_price_history))
        .routes(routes!(quote_keys::list_quote_keys))
        .merge(admin::routes())
}
