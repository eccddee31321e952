//! The operators' view of jobs, and their actions on them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;

use crate::platform::{
    db::schema::jobs,
    domain::{ids::JobId, job_state::JobState},
};

/// A job as shown to operators.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = jobs, check_for_backend(diesel::pg::Pg))]
pub struct JobDetails {
    pub id: JobId,
    pub kind: String,
    pub payload: Value,
    pub state: JobState,
    pub run_at: DateTime<Utc>,
    pub attempts: i32,
    /// Error of the last failed attempt.
    pub last_error: Option<String>,
    /// Time at which the job was done, discarded or dead.
    pub finished_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// States in which a job waits for an operator or for another attempt.
const STUCK: [JobState; 2] = [JobState::Dead, JobState::Retrying];

impl JobDetails {
    pub fn find(conn: &mut PgConnection, id: JobId) -> QueryResult<Self> {
        jobs::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Returns jobs in this state and of this kind, created before `before`, newest first.
    pub fn search(
        conn: &mut PgConnection,
        state: Option<JobState>,
        kind: Option<&str>,
        before: Option<JobId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = jobs::table.select(Self::as_select()).into_boxed();
        if let Some(state) = state {
            query = query.filter(jobs::state.eq(state));
        }
        if let Some(kind) = kind {
            query = query.filter(jobs::kind.eq(kind));
        }
        if let Some(before) = before {
            query = query.filter(jobs::id.lt(before));
        }
        query.order(jobs::id.desc()).limit(limit).load(conn)
    }
}

impl JobDetails {
    /// Reads the job and locks its row.
    pub fn lock(conn: &mut PgConnection, id: JobId) -> QueryResult<Self> {
        jobs::table.find(id).select(Self::as_select()).for_update().first(conn)
    }

    /// Returns whether the job is due at `now` with all its attempts left.
    pub fn is_requeued(&self, now: DateTime<Utc>) -> bool {
        self.state == JobState::Retrying && self.attempts == 0 && self.run_at <= now
    }
}

/// Requeues a job that is dead or waits for another attempt, with all its attempts. `None` in other
/// states.
pub fn requeue(
    conn: &mut PgConnection,
    id: JobId,
    now: DateTime<Utc>,
) -> QueryResult<Option<JobDetails>> {
    diesel::update(jobs::table.find(id).filter(jobs::state.eq_any(STUCK)))
        .set((
            jobs::state.eq(JobState::Retrying),
            jobs::run_at.eq(now),
            jobs::attempts.eq(0),
            jobs::finished_at.eq(None::<DateTime<Utc>>),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
        ))
        .returning(JobDetails::as_returning())
        .get_result(conn)
        .optional()
}

/// Discards a job that is dead or waits for another attempt. `None` in other states.
pub fn discard(
    conn: &mut PgConnection,
    id: JobId,
    now: DateTime<Utc>,
) -> QueryResult<Option<JobDetails>> {
    diesel::update(jobs::table.find(id).filter(jobs::state.eq_any(STUCK)))
        .set((
            jobs::state.eq(JobState::Discarded),
            jobs::finished_at.eq(now),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
        ))
        .returning(JobDetails::as_returning())
        .get_result(conn)
        .optional()
}
