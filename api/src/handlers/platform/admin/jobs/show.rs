//! One job.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    platform::{domain::ids::JobId, models::job_details::JobDetails},
};

use super::JobView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewJobs},
    problem::Problem,
};

/// Show a job
#[utoipa::path(get, path = "/api/v1/admin/jobs/{id}", tag = "admin",
    security(("bearer" = ["view_jobs"])),
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 200, body = JobView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_job(
    State(app): State<App>,
    _: Permitted<ViewJobs>,
    id: Id,
) -> Result<Body<JobView>, Problem> {
    let found =
        app.db.read(move |conn| Ok::<_, Error>(JobDetails::find(conn, JobId(id.0))?)).await?;
    Ok(Body(found.into()))
}
