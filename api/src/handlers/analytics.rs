//! Figures of the operation, for the console.

mod figures;
mod history;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(figures::show_figures))
        .routes(routes!(history::show_history))
}
