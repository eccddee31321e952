//! Result of a finished job, from the cache or the database.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    platform::{
        cache::JobResult,
        domain::{ids::JobId, job_state::JobState},
        models::job_details::JobDetails,
    },
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewJobs},
    problem::Problem,
};

/// Result of a finished job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobResultView {
    #[schema(example = "charge.collect")]
    kind: String,
    /// `done`, `discarded` or `dead`.
    #[schema(value_type = String, example = "done")]
    outcome: JobState,
    /// Time at which the job finished.
    at: DateTime<Utc>,
    source: ResultSource,
}

/// The store that a job's result was read from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ResultSource {
    Cache,
    Database,
}

/// Show the result of a job
///
/// The cache keeps results for a day; other results come from the database. `not_found` while the
/// job is unfinished.
#[utoipa::path(get, path = "/api/v1/admin/jobs/{id}/result", tag = "admin",
    security(("bearer" = ["view_jobs"])),
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobResultView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_job_result(
    State(app): State<App>,
    _: Permitted<ViewJobs>,
    id: Id,
) -> Result<Body<JobResultView>, Problem> {
    let id = JobId(id.0);
    match app.cache.result(id).await {
        Ok(Some(JobResult { kind, outcome, at })) => {
            return Ok(Body(JobResultView { kind, outcome, at, source: ResultSource::Cache }));
        }
        Ok(None) => {}
        Err(error) => tracing::debug!(%error, "Could not read the result of a job"),
    }
    let job = app.db.read(move |conn| Ok::<_, Error>(JobDetails::find(conn, id)?)).await?;
    let at = job.finished_at.ok_or(Error::NotFound)?;
    let source = ResultSource::Database;
    Ok(Body(JobResultView { kind: job.kind, outcome: job.state, at, source }))
}
