//! The handlers by subject, one file per endpoint.

mod admin;
mod analytics;
pub(crate) mod billing;
mod equipment;
pub(crate) mod identity;
mod places;
pub(crate) mod platform;
mod pricing;
pub(crate) mod reservations;
mod visits;

use std::time::Duration;

use axum::{extract::DefaultBodyLimit, http::StatusCode};
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// Maximum size of a request body, in bytes.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// All routes of `/api/v1`. `timeout` applies to all but the webhooks, and the requests of devices
/// and cameras.
pub(crate) fn routes(timeout: Duration) -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new()
        .merge(platform::routes())
        .merge(identity::routes())
        .merge(places::routes())
        .merge(pricing::routes())
        .merge(billing::routes())
        .merge(reservations::routes())
        .merge(equipment::routes())
        .merge(visits::routes())
        .merge(analytics::routes());
    within(routes, MAX_BODY, timeout)
        .merge(places::file_routes(timeout))
        .merge(billing::webhook_routes())
        .merge(equipment::device_routes())
        .merge(equipment::camera_routes())
}

/// Applies a body limit and a time-out to routes.
pub(crate) fn within(
    routes: OpenApiRouter<App>,
    max_body: usize,
    timeout: Duration,
) -> OpenApiRouter<App> {
    let timeout = TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, timeout);
    routes.layer(DefaultBodyLimit::max(max_body)).layer(timeout)
}
