mod audit;
mod jobs;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(jobs::list_jobs))
        .routes(routes!(jobs::show_job))
        .routes(routes!(jobs::show_job_result))
        .routes(routes!(jobs::requeue_job))
        .routes(routes!(jobs::discard_job))
        .routes(routes!(audit::list_audit_entries))
}
