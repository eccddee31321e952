//! Heartbeats of workers.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::max, prelude::*};
use uuid::Uuid;

use crate::platform::db::schema::worker_heartbeats;

/// Retention of the heartbeat of a stopped worker.
const MEMORY: TimeDelta = TimeDelta::days(1);

/// Records a heartbeat of this worker.
pub fn beat(conn: &mut PgConnection, worker_id: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(worker_heartbeats::table)
        .values((worker_heartbeats::worker_id.eq(worker_id), worker_heartbeats::seen_at.eq(now)))
        .on_conflict(worker_heartbeats::worker_id)
        .do_update()
        .set(worker_heartbeats::seen_at.eq(now))
        .execute(conn)
        .map(drop)
}

/// Returns the time of the last heartbeat of any worker.
pub fn last(conn: &mut PgConnection) -> QueryResult<Option<DateTime<Utc>>> {
    worker_heartbeats::table.select(max(worker_heartbeats::seen_at)).first(conn)
}

/// Deletes heartbeats that are past their retention.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(worker_heartbeats::table.filter(worker_heartbeats::seen_at.lt(now - MEMORY)))
        .execute(conn)
        .map(drop)
}
