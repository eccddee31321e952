//! Events that devices have reported. A device, a sequence number and the content identify an
//! event, so that a repeated report changes nothing. A device that has lost its storage counts from
//! 1 again: an event with a number of another one is stored under the next free number.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, max},
    prelude::*,
    select,
};

use super::device::Device;
use crate::{
    equipment::domain::vendor::EventOutcome,
    platform::{
        db::schema::device_events,
        domain::ids::{DeviceEventId, DeviceId, LaneId, VisitId},
    },
};

/// Maximum sequence number: larger ones are not exact in JSON.
pub const MAX_SEQUENCE: i64 = 9_007_199_254_740_991;

/// Maximum difference between the times in two reports of one event: devices round them.
const ROUNDING: TimeDelta = TimeDelta::seconds(1);

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

/// Inserts an event with the outcome `ignored`, under its number or under `other`. Returns `false`
/// when that number is known. Waits for a transaction that inserts the same number.
pub fn insert(
    conn: &mut PgConnection,
    new: &NewDeviceEvent<'_>,
    other: Option<i64>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(device_events::table)
        .values((
            device_events::id.eq(DeviceEventId::new()),
            device_events::city_id.eq(new.device.city_id),
            device_events::device_id.eq(new.device.id),
            device_events::sequence.eq(other.unwrap_or(new.sequence)),
            device_events::reported_sequence.eq(other.map(|_| new.sequence)),
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

/// Returns the outcome and the visit of an event that was reported with the same number, kind and
/// time, and not for another lane; `None` without one.
pub fn find_same(
    conn: &mut PgConnection,
    new: &NewDeviceEvent<'_>,
) -> QueryResult<Option<(EventOutcome, Option<VisitId>)>> {
    let of_number = device_events::reported_sequence.eq(new.sequence).or(device_events::sequence
        .eq(new.sequence)
        .and(device_events::reported_sequence.is_null()));
    let mut same = device_events::table
        .filter(device_events::device_id.eq(new.device.id))
        .filter(of_number)
        .filter(device_events::kind.eq(new.kind))
        .filter(device_events::at.between(new.at - ROUNDING, new.at + ROUNDING))
        .order(device_events::id)
        .select((device_events::outcome, device_events::visit_id))
        .into_boxed();
    if let Some(lane) = new.lane_id {
        same = same.filter(device_events::lane_id.is_null().or(device_events::lane_id.eq(lane)));
    }
    same.first(conn).optional()
}

/// Returns the number after the highest one that is stored.
pub fn next_sequence(conn: &mut PgConnection, device: DeviceId) -> QueryResult<i64> {
    let highest: Option<i64> = device_events::table
        .filter(device_events::device_id.eq(device))
        .select(max(device_events::sequence))
        .first(conn)?;
    Ok(highest.unwrap_or_default().saturating_add(1))
}

/// Returns whether an event of the device was stored under another number since then.
pub fn has_renumbered(
    conn: &mut PgConnection,
    device: DeviceId,
    since: DateTime<Utc>,
) -> QueryResult<bool> {
    let renumbered = device_events::table
        .filter(device_events::device_id.eq(device))
        .filter(device_events::reported_sequence.is_not_null())
        .filter(device_events::received_at.gt(since));
    select(exists(renumbered)).get_result(conn)
}

/// Records the outcome of the event that is stored under a number.
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
