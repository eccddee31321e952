//! Retention of idempotency keys, finished jobs, worker heartbeats and mail texts.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{mail, worker_heartbeat};
use crate::platform::{
    db::schema::{idempotency_keys, jobs},
    domain::job_state::JobState,
};

/// Retention of idempotency keys: how long a client may repeat a request.
const KEYS: TimeDelta = TimeDelta::hours(72);
/// Retention of finished jobs. Dead jobs are kept until an operator handles them.
const JOBS: TimeDelta = TimeDelta::days(14);

/// Deletes the rows of this subject that are past their retention.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(now - KEYS)))
        .execute(conn)?;
    let is_over = jobs::state.eq_any([JobState::Done, JobState::Discarded]);
    let finished = jobs::table.filter(is_over.and(jobs::finished_at.lt(now - JOBS)));
    diesel::delete(finished).execute(conn)?;
    worker_heartbeat::purge(conn, now)?;
    mail::purge(conn, now)
}
