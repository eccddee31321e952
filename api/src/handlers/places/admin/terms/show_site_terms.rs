//! The terms of a site.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SiteId,
};

use super::TermsView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// Show the terms of a site
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/terms", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = TermsView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_site_terms(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<TermsView>, Problem> {
    let (terms, id, scope) = (app.terms.clone(), SiteId(id.0), operator.scope());
    let found = app.db.read(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        operations::site_terms(conn, id, &terms)
    });
    Ok(Body(found.await?.into()))
}
