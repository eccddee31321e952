//! Jobs: list, show, requeue and discard; their results; one file per operation.

mod discard;
mod list;
mod requeue;
mod show;
mod show_result;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::platform::{domain::job_state::JobState, models::job_details::JobDetails};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use discard::*;
pub(crate) use list::*;
pub(crate) use requeue::*;
pub(crate) use show::*;
pub(crate) use show_result::*;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobView {
    id: Uuid,
    #[schema(example = "charge.collect")]
    kind: String,
    /// Arguments of the job, which are ids only.
    #[schema(value_type = Object)]
    payload: Value,
    /// `waiting`, `published`, `running`, `retrying`, `done`, `discarded` or `dead`.
    #[schema(value_type = String, example = "dead")]
    state: JobState,
    /// Scheduled time.
    run_at: DateTime<Utc>,
    /// Number of attempts so far.
    attempts: i32,
    /// Error of the last failed attempt.
    last_error: Option<String>,
    finished_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<JobDetails> for JobView {
    fn from(job: JobDetails) -> Self {
        Self {
            id: job.id.0,
            kind: job.kind,
            payload: job.payload,
            state: job.state,
            run_at: job.run_at,
            attempts: job.attempts,
            last_error: job.last_error,
            finished_at: job.finished_at,
            created_at: job.created_at,
        }
    }
}
