//! Jobs as operators see them, and what operators do about them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;

use crate::platform::{db::schema::jobs, domain::ids::JobId};

/// A job as operators see it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = jobs, check_for_backend(diesel::pg::Pg))]
pub struct JobDetails {
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    pub payload: Value,
    /// `waiting`, `published`, `running`, `retrying`, `done`, `discarded` or `dead`.
    pub state: String,
    /// When it is, or was, to be done.
    pub run_at: DateTime<Utc>,
    /// How often it has been tried.
    pub attempts: i32,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When nobody was going to do anything about it any more.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// The states of a job.
pub const STATES: [&str; 7] =
    ["waiting", "published", "running", "retrying", "done", "discarded", "dead"];
/// The states in which a job waits for a person, or for another attempt.
const STUCK: [&str; 2] = ["dead", "retrying"];

impl JobDetails {
    pub fn find(conn: &mut PgConnection, id: JobId) -> QueryResult<Self> {
        jobs::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Jobs in this state and of this kind, the newest first, asked for before `before`.
    pub fn search(
        conn: &mut PgConnection,
        state: Option<&str>,
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
    /// The job, locked.
    pub fn lock(conn: &mut PgConnection, id: JobId) -> QueryResult<Self> {
        jobs::table.find(id).select(Self::as_select()).for_update().first(conn)
    }

    /// Whether it waits at `now` to be done at once, with all its attempts.
    pub fn is_requeued(&self, now: DateTime<Utc>) -> bool {
        self.state == "retrying" && self.attempts == 0 && self.run_at <= now
    }
}

/// Puts a job that is dead, or waits for another attempt, back to be done at once, with all its
/// attempts. `None` in other states.
pub fn requeue(
    conn: &mut PgConnection,
    id: JobId,
    now: DateTime<Utc>,
) -> QueryResult<Option<JobDetails>> {
    diesel::update(jobs::table.find(id).filter(jobs::state.eq_any(STUCK)))
        .set((
            jobs::state.eq("retrying"),
            jobs::run_at.eq(now),
            jobs::attempts.eq(0),
            jobs::finished_at.eq(None::<DateTime<Utc>>),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
        ))
        .returning(JobDetails::as_returning())
        .get_result(conn)
        .optional()
}

/// Gives a job up that is dead or waits for another attempt. `None` in other states.
pub fn discard(
    conn: &mut PgConnection,
    id: JobId,
    now: DateTime<Utc>,
) -> QueryResult<Option<JobDetails>> {
    diesel::update(jobs::table.find(id).filter(jobs::state.eq_any(STUCK)))
        .set((
            jobs::state.eq("discarded"),
            jobs::finished_at.eq(now),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
        ))
        .returning(JobDetails::as_returning())
        .get_result(conn)
        .optional()
}
