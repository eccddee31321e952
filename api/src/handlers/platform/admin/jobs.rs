//! Jobs: list, show, requeue and discard; their results.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;
use shared::{
    Error,
    platform::{
        cache::JobResult,
        domain::{ids::JobId, job_state::JobState},
        models::job_details::JobDetails,
        operations,
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Json, Limit, Operator, Params, SearchText},
    handlers::admin::{Reason, next_cursor, note},
    problem::Problem,
};

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

/// A page of jobs, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Jobs {
    jobs: Vec<JobView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
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

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListJobs {
    /// `waiting`, `published`, `running`, `retrying`, `done`, `discarded` or `dead`
    #[serde(default, deserialize_with = "state")]
    #[param(value_type = Option<String>)]
    state: Option<JobState>,
    /// Such as `charge.collect`
    #[param(value_type = Option<String>)]
    kind: Option<SearchText>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<JobId>>,
}

fn state<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<JobState>, D::Error> {
    let Some(SearchText(text)) = Option::<SearchText>::deserialize(deserializer)? else {
        return Ok(None);
    };
    text.parse::<JobState>().map(Some).map_err(|_| {
        let known: Vec<_> = JobState::ALL.iter().map(|state| state.as_str()).collect();
        D::Error::custom(format_args!("unknown: must be one of {}", known.join(", ")))
    })
}

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

/// List jobs
#[utoipa::path(get, path = "/api/v1/admin/jobs", tag = "admin", security(("bearer" = [])),
    params(ListJobs),
    responses((status = 200, body = Jobs),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_jobs(
    State(app): State<App>,
    _: Operator,
    Params(query): Params<ListJobs>,
) -> Result<Body<Jobs>, Problem> {
    let (state, kind) = (query.state, query.kind.map(|kind| kind.0));
    let (limit, before) = (query.limit.0, query.cursor.map(|cursor| cursor.0));
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(JobDetails::search(conn, state, kind.as_deref(), before, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |job| job.id.0);
    Ok(Body(Jobs { jobs: found.into_iter().map(JobView::from).collect(), next_cursor }))
}

/// Show a job
#[utoipa::path(get, path = "/api/v1/admin/jobs/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_job(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<JobView>, Problem> {
    let found =
        app.db.read(move |conn| Ok::<_, Error>(JobDetails::find(conn, JobId(id.0))?)).await?;
    Ok(Body(found.into()))
}

/// Show the result of a job
///
/// The cache keeps results for a day; other results come from the database. `not_found` while the
/// job is unfinished.
#[utoipa::path(get, path = "/api/v1/admin/jobs/{id}/result", tag = "admin",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobResultView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_job_result(
    State(app): State<App>,
    _: Operator,
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

/// Requeue a job
///
/// Only for jobs that are dead or waiting for a retry. The job runs as soon as possible with a full
/// set of attempts. Jobs are safe to run twice.
#[utoipa::path(post, path = "/api/v1/admin/jobs/{id}/requeue", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn requeue_job(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<JobView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), JobId(id.0));
    let requeued =
        app.db.write(move |conn| operations::requeue_job(conn, id, &note, &audit, now)).await?;
    app.cache.delete_result(id).await;
    Ok(Body(requeued.into()))
}

/// Discard a job
///
/// Only for jobs that are dead or waiting for a retry. The work of the job is not done.
#[utoipa::path(post, path = "/api/v1/admin/jobs/{id}/discard", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn discard_job(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<JobView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), JobId(id.0));
    let discarded =
        app.db.write(move |conn| operations::discard_job(conn, id, &note, &audit, now)).await?;
    app.cache.delete_result(id).await;
    Ok(Body(discarded.into()))
}
