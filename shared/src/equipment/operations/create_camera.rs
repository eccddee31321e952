//! Creates a camera at a lane, with its secret.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{create_device::new_secret, create_lane::site_in_service};
use crate::{
    Error, Result,
    equipment::{
        domain::vendor::CameraVendor,
        models::{
            camera::{self, Camera},
            lane::Lane,
        },
    },
    platform::{
        domain::{
            ids::{LaneId, SiteId},
            quota::text_hash,
        },
        models::audit::{AuditContext, AuditEvent},
    },
};

/// A camera to create.
#[derive(Debug, Clone)]
pub struct NewCamera {
    pub site_id: SiteId,
    pub lane_id: LaneId,
    pub name: String,
    pub vendor: CameraVendor,
}

/// Creates a camera. Returns it with its secret, of which only the hash is stored.
///
/// # Errors
/// `NotFound` for the site; `Invalid` when the site is retired, or the lane is not one in service
/// at the site.
pub fn create_camera(
    conn: &mut PgConnection,
    new: &NewCamera,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<(Camera, String)> {
    let site = site_in_service(conn, new.site_id)?;
    let lanes = Lane::of_site(conn, site.id)?;
    let lane = lanes.iter().find(|lane| lane.id == new.lane_id && lane.retired_at.is_none());
    let lane = lane.ok_or_else(|| {
        Error::field("lane_id", "unknown", "must be the id of a lane of the site in service")
    })?;
    let secret = new_secret();
    let secret_hash = text_hash(&secret);
    let columns =
        camera::NewCamera { lane, name: &new.name, vendor: new.vendor, secret_hash: &secret_hash };
    let camera = Camera::insert(conn, &columns, now)?;
    let event = AuditEvent::new("camera.create", camera.id.0).to(camera.audit_fields());
    audit.record(conn, event, now)?;
    Ok((camera, secret))
}
