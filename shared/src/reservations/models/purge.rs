//! Retention of hold origins, taken reports, vehicles of reservations, links to stays and map
//! changes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{hold_origin, live_change, reservation_vehicle, stay_share, taken_report};

/// Retention of map changes, which limits how far back a client may resume.
const CHANGES: TimeDelta = TimeDelta::hours(1);

/// Deletes the rows of this subject that are past their retention.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    hold_origin::purge(conn, now)?;
    taken_report::purge(conn, now)?;
    reservation_vehicle::purge(conn, now)?;
    stay_share::purge(conn, now)?;
    live_change::forget(conn, now - CHANGES).map(drop)
}
