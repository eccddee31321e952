//! The device itself, with its lanes.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    equipment::models::{device_event, lane::Lane},
    places::models::site_rules,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, extract::DeviceAccess, problem::Problem};

/// A device, as it needs to know itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnDeviceView {
    device_id: Uuid,
    site_id: Uuid,
    #[schema(example = "Entrance gateway")]
    name: String,
    /// `gateway` or `screen`.
    #[schema(example = "gateway")]
    kind: &'static str,
    /// Time of this service, to which the device sets its clock.
    time: DateTime<Utc>,
    /// Number of the next event: the one after the highest that the service knows. A device that
    /// has lost its storage goes on with it.
    #[schema(example = 1)]
    next_sequence: i64,
    /// Lanes whose barriers the device opens.
    lanes: Vec<DeviceLaneView>,
    /// `off`, `soft` or `hard`: whether a vehicle that is inside may enter again.
    #[schema(example = "soft")]
    anti_passback: &'static str,
    /// Path of the keys that verify passes.
    #[schema(example = "/api/v1/quote-keys")]
    keys_path: &'static str,
}

/// A lane of a device.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeviceLaneView {
    id: Uuid,
    #[schema(example = "Entrance")]
    name: String,
    /// `in`, `out` or `both`.
    #[schema(example = "in")]
    direction: &'static str,
}

impl From<Lane> for DeviceLaneView {
    fn from(lane: Lane) -> Self {
        Self { id: lane.id.0, name: lane.name, direction: lane.direction.as_str() }
    }
}

/// Show the device
///
/// With the lanes that it opens, the rules of its site, the time, and the number of the next event.
#[utoipa::path(get, path = "/api/v1/device", tag = "devices", security(("device" = [])),
    responses((status = 200, body = OwnDeviceView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_device(
    State(app): State<App>,
    DeviceAccess(device): DeviceAccess,
) -> Result<Body<OwnDeviceView>, Problem> {
    let (id, site_id) = (device.id, device.site_id);
    let found = app.db.read(move |conn| {
        let lanes = Lane::of_gateway(conn, id)?;
        let next_sequence = device_event::next_sequence(conn, id)?;
        Ok::<_, Error>((lanes, site_rules::of_site(conn, site_id)?, next_sequence))
    });
    let (lanes, rules, next_sequence) = found.await?;
    Ok(Body(OwnDeviceView {
        device_id: device.id.0,
        site_id: device.site_id.0,
        name: device.name,
        kind: device.kind.as_str(),
        time: app.now(),
        next_sequence,
        lanes: lanes.into_iter().map(DeviceLaneView::from).collect(),
        anti_passback: rules.anti_passback.as_str(),
        keys_path: "/api/v1/quote-keys",
    }))
}
