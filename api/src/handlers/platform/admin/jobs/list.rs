//! List of jobs.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use shared::{
    Error,
    platform::{
        domain::{ids::JobId, job_state::JobState},
        models::job_details::JobDetails,
    },
};
use utoipa::{IntoParams, ToSchema};

use super::JobView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, SearchText, permissions::ViewJobs},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of jobs, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Jobs {
    jobs: Vec<JobView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
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
    let state = text.parse::<JobState>().map(Some);
    state.map_err(|error| D::Error::custom(format_args!("unknown: {error}")))
}

/// List jobs
#[utoipa::path(get, path = "/api/v1/admin/jobs", tag = "admin",
    security(("bearer" = ["view_jobs"])), params(ListJobs),
    responses((status = 200, body = Jobs),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_jobs(
    State(app): State<App>,
    _: Permitted<ViewJobs>,
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
