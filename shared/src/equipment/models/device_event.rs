//! Events that devices have reported. A device and a sequence number identify an event, so that a
//! repeated report changes nothing.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::device::Device;
use crate::{
    equipment::domain::vendor::EventOutcome,
    platform::{
        db::schema::device_events,
        domain::ids::{DeviceEventId, DeviceId, LaneId, VisitId},
    },
};

/// An event to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewDeviceEvent<'a> {
    pub device: &'a Device,
    /// Number of the event, counted by the device.
    pub sequence: i64,
    pub kind: &'a str,
    pub lane_id: Option<LaneId>,
    pub at: DateTime<Utc>,
}

/// Inserts an event with the outcome `ignored`. Returns `false` when the sequence number is known.
/// Waits for a transaction that inserts the same number.
pub fn insert(
    conn: &mut PgConnection,
    new: &NewDeviceEvent<'_>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(device_events::table)
        .values((
            device_events::id.eq(DeviceEventId::new()),
            device_events::city_id.eq(new.device.city_id),
            device_events::device_id.eq(new.device.id),
            device_events::sequence.eq(new.sequence),
            device_events::kind.eq(new.kind),
            device_events::lane_id.eq(new.lane_id),
            device_events::at.eq(new.at),
            device_events::received_at.eq(now),
            device_events::outcome.eq(EventOutcome::Ignored),
        ))
        .on_conflict((device_events::device_id, device_events::sequence, device_events::city_id))
        .do_nothing()
        .execute(conn)?;
    Ok(rows == 1)
}

/// Returns the outcome of an event, and its visit.
pub fn outcome_of(
    conn: &mut PgConnection,
    device: DeviceId,
    sequence: i64,
) -> QueryResult<(EventOutcome, Option<VisitId>)> {
    device_events::table
        .filter(device_events::device_id.eq(device).and(device_events::sequence.eq(sequence)))
        .select((device_events::outcome, device_events::visit_id))
        .first(conn)
}

pub fn set_outcome(
    conn: &mut PgConnection,
    device: DeviceId,
    sequence: i64,
    outcome: EventOutcome,
    visit: Option<VisitId>,
) -> QueryResult<()> {
    let event = device_events::table
        .filter(device_events::device_id.eq(device).and(device_events::sequence.eq(sequence)));
    diesel::update(event)
        .set((device_events::outcome.eq(outcome), device_events::visit_id.eq(visit)))
        .execute(conn)
        .map(drop)
}
