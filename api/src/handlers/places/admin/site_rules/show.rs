//! The rules of entry of a site.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    places::models::{place, site_rules},
    platform::domain::ids::SiteId,
};

use super::SiteRulesView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// Show the rules of entry of a site
///
/// A site whose rules were never set has the defaults.
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/rules", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteRulesView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_site_rules(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<SiteRulesView>, Problem> {
    let (id, scope) = (SiteId(id.0), operator.scope());
    let found = app.db.read(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        Ok::<_, Error>(site_rules::of_site(conn, id)?)
    });
    Ok(Body(found.await?.into()))
}
