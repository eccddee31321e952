//! Equipment in the console.

mod cameras;
mod codes;
mod devices;
mod equipment;
mod incidents;
mod lanes;
mod plate_reads;
mod tags;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(equipment::show_equipment))
        .routes(routes!(lanes::create_lane))
        .routes(routes!(lanes::update_lane))
        .routes(routes!(lanes::open_lane))
        .routes(routes!(devices::create_device))
        .routes(routes!(devices::renew_device_key))
        .routes(routes!(devices::revoke_device))
        .routes(routes!(cameras::create_camera))
        .routes(routes!(cameras::revoke_camera))
        .routes(routes!(incidents::list_incidents))
        .routes(routes!(incidents::resolve_incident))
        .routes(routes!(plate_reads::list_plate_reads))
        .routes(routes!(plate_reads::show_plate_image))
        .routes(routes!(plate_reads::decide_plate_read))
        .routes(routes!(codes::list_codes, codes::issue_code))
        .routes(routes!(codes::revoke_code))
        .routes(routes!(codes::reissue_code))
        .routes(routes!(codes::save_code_sheet_svg))
        .routes(routes!(codes::save_code_sheet_pdf))
        .routes(routes!(codes::save_code_sheets_pdf))
        .routes(routes!(tags::enrol_tag))
        .routes(routes!(tags::revoke_tag))
}
