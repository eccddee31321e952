//! Health, configuration and documentation; jobs and the audit log, for the console.

mod admin;
mod configuration;
pub(crate) mod docs;
mod health;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(health::show_health))
        .routes(routes!(health::show_liveness))
        .routes(routes!(health::show_readiness))
        .routes(routes!(configuration::show_configuration))
        .merge(admin::routes())
}
