//! Equipment of sites: lanes, devices, cameras and codes in the console; requests of devices, and
//! webhooks of cameras.

mod admin;
mod camera_reads;
mod device;
pub(super) mod sheet;
pub(super) mod views;

use std::time::Duration;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::{MAX_BODY, within};
use crate::App;

/// Time-out of devices' requests: longer than the longest poll.
const DEVICE_TIMEOUT: Duration = Duration::from_secs(40);
/// Maximum size of a camera's webhook, in bytes: it may contain several pictures in base64.
const MAX_READ: usize = 4 * 1024 * 1024;
/// Time-out of cameras' webhooks. Cameras repeat a delivery after a failure.
const READ_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) fn routes() -> OpenApiRouter<App> {
    admin::routes()
}

/// The routes that devices call.
pub(super) fn device_routes() -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new()
        .routes(routes!(device::show_device))
        .routes(routes!(device::list_device_commands))
        .routes(routes!(device::report_outcome))
        .routes(routes!(device::report_events))
        .routes(routes!(device::scan_pass))
        .routes(routes!(device::show_device_code));
    within(routes, MAX_BODY, DEVICE_TIMEOUT)
}

/// The routes that cameras call.
pub(super) fn camera_routes() -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new().routes(routes!(camera_reads::receive_plate_reads));
    within(routes, MAX_READ, READ_TIMEOUT)
}
