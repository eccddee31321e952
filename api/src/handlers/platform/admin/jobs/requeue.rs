//! Requeue of a job.

use axum::{Json as Body, extract::State};
use shared::platform::{domain::ids::JobId, operations};

use super::JobView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageJobs},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Requeue a job
///
/// Only for jobs that are dead or waiting for a retry. The job runs as soon as possible with a full
/// set of attempts. Jobs are safe to run twice.
#[utoipa::path(post, path = "/api/v1/admin/jobs/{id}/requeue", tag = "admin",
    security(("bearer" = ["manage_jobs"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn requeue_job(
    State(app): State<App>,
    operator: Permitted<ManageJobs>,
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
