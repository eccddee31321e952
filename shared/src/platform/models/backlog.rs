//! The backlog of due and dead jobs.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count_star, min},
    prelude::*,
};

use crate::platform::{db::schema::jobs, domain::job_state::JobState};

/// Statistics of the backlog, for metrics.
#[derive(Debug)]
pub struct Backlog {
    /// Number of dead jobs by kind.
    pub dead: Vec<(String, i64)>,
    /// Number of due jobs that no worker has started.
    pub due: i64,
    /// Due time of the oldest of them.
    pub oldest_due: Option<DateTime<Utc>>,
}

impl Backlog {
    /// Reads the current backlog.
    pub fn now(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        let dead = jobs::table
            .filter(jobs::state.eq(JobState::Dead))
            .group_by(jobs::kind)
            .select((jobs::kind, count_star()));
        let dead = dead.load(conn)?;
        let begun_by_nobody = [JobState::Waiting, JobState::Retrying, JobState::Published];
        let due = jobs::table.filter(jobs::state.eq_any(begun_by_nobody).and(jobs::run_at.le(now)));
        let (due, oldest_due) = due.select((count_star(), min(jobs::run_at))).first(conn)?;
        Ok(Self { dead, due, oldest_due })
    }
}
