//! Change of the rules of entry of a site.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SiteId,
};

use super::SiteRulesView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    problem::Problem,
};

/// Set the rules of entry of a site
///
/// Replaces all values. They apply to visits and reservations that are made later, and to the state
/// of the site.
#[utoipa::path(put, path = "/api/v1/admin/sites/{id}/rules", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = SiteRulesView,
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteRulesView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_site_rules(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<SiteRulesView>,
) -> Result<Body<SiteRulesView>, Problem> {
    let (rules, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), SiteId(id.0));
    let scope = operator.scope();
    let changed = app.db.write(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        operations::set_site_rules(conn, id, &rules, &audit, now)
    });
    Ok(Body(changed.await?.into()))
}
