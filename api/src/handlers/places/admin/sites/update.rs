//! Change of a site.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::SiteId};

use super::{SiteView, UpdateSite};
use crate::{
    App,
    extract::{Id, Json, Operator},
    problem::Problem,
};

/// Change a site
#[utoipa::path(patch, path = "/api/v1/admin/sites/{id}", tag = "admin", security(("bearer" = [])),
    request_body = UpdateSite,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_site(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<UpdateSite>,
) -> Result<Body<SiteView>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), SiteId(id.0));
    let changed =
        app.db.write(move |conn| operations::update_site(conn, id, &changes, &audit, now)).await?;
    Ok(Body(changed.into()))
}
