//! Signs of life of workers.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::max, prelude::*};
use uuid::Uuid;

use crate::platform::db::schema::worker_heartbeats;

/// How long a worker that is gone is remembered.
const MEMORY: TimeDelta = TimeDelta::days(1);

/// Writes down that this worker is alive.
pub fn beat(conn: &mut PgConnection, worker_id: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(worker_heartbeats::table)
        .values((worker_heartbeats::worker_id.eq(worker_id), worker_heartbeats::seen_at.eq(now)))
        .on_conflict(worker_heartbeats::worker_id)
        .do_update()
        .set(worker_heartbeats::seen_at.eq(now))
        .execute(conn)
        .map(drop)
}

/// When a worker was last alive, whichever.
pub fn last(conn: &mut PgConnection) -> QueryResult<Option<DateTime<Utc>>> {
    worker_heartbeats::table.select(max(worker_heartbeats::seen_at)).first(conn)
}

/// Forgets workers that have been gone for long.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(worker_heartbeats::table.filter(worker_heartbeats::seen_at.lt(now - MEMORY)))
        .execute(conn)
        .map(drop)
}
