//! Changes, retires and restores a lane.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::create_lane::check_gateway;
use crate::{
    Result,
    equipment::models::lane::{Lane, LaneChanges},
    platform::{
        domain::ids::LaneId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Changes a lane. A retired lane opens no barrier; its visits keep it. Locks the lane.
///
/// # Errors
/// `NotFound`; `Invalid` when the device is not a gateway of the site.
pub fn update_lane(
    conn: &mut PgConnection,
    id: LaneId,
    changes: &LaneChanges,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Lane> {
    let before = Lane::lock(conn, id)?;
    check_gateway(conn, before.site_id, changes.gateway_id.flatten())?;
    let after = before.update(conn, changes, now)?;
    let event = AuditEvent::new("lane.update", id.0).change(json!(before), json!(after));
    audit.record(conn, event, now)?;
    Ok(after)
}
