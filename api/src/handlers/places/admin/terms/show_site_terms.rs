//! The terms of a site.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::SiteId};

use super::TermsView;
use crate::{
    App,
    extract::{Id, Operator},
    problem::Problem,
};

/// Show the terms of a site
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/terms", tag = "admin",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = TermsView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_site_terms(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<TermsView>, Problem> {
    let (terms, id) = (app.terms.clone(), SiteId(id.0));
    let found = app.db.read(move |conn| operations::site_terms(conn, id, &terms)).await?;
    Ok(Body(found.into()))
}
