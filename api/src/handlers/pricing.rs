//! Tariffs of the console, and the public history of prices. Quotes and prices for drivers are with
//! reservations.

mod admin;
mod price_history;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(price_history::show_price_history)).merge(admin::routes())
}
