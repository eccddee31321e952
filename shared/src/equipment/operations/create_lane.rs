//! Creates a lane of a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use crate::{
    Error, Result,
    equipment::{
        domain::{direction::LaneDirection, vendor::DeviceKind},
        models::{device::Device, lane::Lane},
    },
    places::models::site::Site,
    platform::{
        domain::ids::{DeviceId, SiteId},
        models::audit::{AuditContext, AuditEvent},
    },
};

/// A lane to create.
#[derive(Debug, Clone)]
pub struct NewLane {
    pub site_id: SiteId,
    pub name: String,
    pub direction: LaneDirection,
    /// The device that opens the barrier; `None` without a barrier.
    pub gateway_id: Option<DeviceId>,
}

/// Creates a lane.
///
/// # Errors
/// `NotFound` for the site; `Invalid` when the site is retired, or the device is not a gateway of
/// the site.
pub fn create_lane(
    conn: &mut PgConnection,
    new: &NewLane,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Lane> {
    let site = site_in_service(conn, new.site_id)?;
    check_gateway(conn, new.site_id, new.gateway_id)?;
    let lane = Lane::insert(conn, &site, &new.name, new.direction, new.gateway_id, now)?;
    audit.record(conn, AuditEvent::new("lane.create", lane.id.0).to(json!(lane)), now)?;
    Ok(lane)
}

/// Returns a site to which equipment can be added, locked until the transaction ends.
pub(super) fn site_in_service(conn: &mut PgConnection, id: SiteId) -> Result<Site> {
    let site = Site::lock(conn, id)?;
    match site.retired_at {
        Some(_) => Err(Error::field("id", "site_retired", "is a retired site: restore it first")),
        None => Ok(site),
    }
}

/// Validates that the device of a lane is a gateway of its site whose key is valid.
pub(super) fn check_gateway(
    conn: &mut PgConnection,
    site: SiteId,
    gateway: Option<DeviceId>,
) -> Result<()> {
    let Some(id) = gateway else { return Ok(()) };
    let of_site = Device::of_site(conn, site)?;
    let is_gateway = of_site.iter().any(|device| {
        device.id == id && device.kind == DeviceKind::Gateway && device.revoked_at.is_none()
    });
    if is_gateway {
        return Ok(());
    }
    Err(Error::field("gateway_id", "unknown", "must be the id of a gateway of the site"))
}
