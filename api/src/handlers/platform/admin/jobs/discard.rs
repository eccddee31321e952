//! Discard of a job.

use axum::{Json as Body, extract::State};
use shared::platform::{domain::ids::JobId, operations};

use super::JobView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageJobs},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Discard a job
///
/// Only for jobs that are dead or waiting for a retry. The work of the job is not done.
#[utoipa::path(post, path = "/api/v1/admin/jobs/{id}/discard", tag = "admin",
    security(("bearer" = ["manage_jobs"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn discard_job(
    State(app): State<App>,
    operator: Permitted<ManageJobs>,
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
