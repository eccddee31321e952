//! Orders the gateway of a lane to open its barrier.

use chrono::{DateTime, Utc};
use diesel::{OptionalExtension, PgConnection};

use crate::{
    Result,
    equipment::models::{
        barrier_command::{BarrierCommand, NewCommand},
        device::Device,
        lane::Lane,
    },
    platform::domain::ids::{LaneId, VisitId},
};

/// Issues a command in the transaction that justifies it. `None` for a lane that is out of service,
/// or whose barrier no device opens.
///
/// # Errors
/// Only database errors.
pub fn issue_command(
    conn: &mut PgConnection,
    lane_id: LaneId,
    visit_id: Option<VisitId>,
    actor: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Option<BarrierCommand>> {
    let Some(lane) = Lane::find(conn, lane_id).optional()? else { return Ok(None) };
    let Some(device_id) = lane.gateway_id.filter(|_| lane.retired_at.is_none()) else {
        return Ok(None);
    };
    let device = Device::find(conn, device_id)?;
    if device.revoked_at.is_some() {
        return Ok(None);
    }
    let nonce = rand::random();
    let new = NewCommand { lane: &lane, device_id, visit_id, nonce, actor, reason };
    Ok(Some(BarrierCommand::insert(conn, &new, now)?))
}
