//! The lanes, devices and cameras of a site.

use axum::{Json as Body, extract::State};
use chrono::TimeDelta;
use serde::Serialize;
use shared::{
    Error,
    equipment::models::{
        barrier_command::BarrierCommand, camera::Camera, device::Device, lane::Lane,
    },
    places::models::place,
    platform::domain::ids::SiteId,
};
use utoipa::ToSchema;

use super::{cameras::CameraView, devices::DeviceView, lanes::LaneView};
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewEquipment},
    handlers::equipment::views::CommandView,
    problem::Problem,
};

/// Older commands are deleted.
const COMMANDS_OF: TimeDelta = TimeDelta::days(90);

/// The equipment of a site, also what is retired or revoked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EquipmentView {
    lanes: Vec<EquipmentLaneView>,
    devices: Vec<DeviceView>,
    cameras: Vec<CameraView>,
}

/// A lane with what its barrier was told last.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EquipmentLaneView {
    #[serde(flatten)]
    lane: LaneView,
    /// The newest command of the last 90 days; `null` without one.
    last_command: Option<CommandView>,
}

/// Show the equipment of a site
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/equipment", tag = "admin",
    security(("bearer" = ["view_equipment"])),
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = EquipmentView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_equipment(
    State(app): State<App>,
    operator: Permitted<ViewEquipment>,
    id: Id,
) -> Result<Body<EquipmentView>, Problem> {
    let (scope, id, now) = (operator.scope(), SiteId(id.0), app.now());
    let found = app.db.read(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        let cameras = Camera::of_site(conn, id)?.into_iter().map(|camera| {
            let last_read_at = Camera::last_read_at(conn, camera.id)?;
            Ok(CameraView::new(camera, last_read_at))
        });
        let cameras = cameras.collect::<Result<_, Error>>()?;
        let lanes = Lane::of_site(conn, id)?.into_iter().map(|lane| {
            let last = BarrierCommand::latest_of_lane(conn, lane.id, now - COMMANDS_OF)?;
            let last_command =
                last.map(|command| CommandView::new(command, lane.name.clone(), now));
            Ok(EquipmentLaneView { lane: LaneView::from(lane), last_command })
        });
        let lanes = lanes.collect::<Result<_, Error>>()?;
        let devices = Device::of_site(conn, id)?;
        Ok::<_, Error>(EquipmentView {
            lanes,
            devices: devices.into_iter().map(|device| DeviceView::new(device, now)).collect(),
            cameras,
        })
    });
    Ok(Body(found.await?))
}
