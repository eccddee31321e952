//! Change of a site.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SiteId,
};

use super::{SiteView, UpdateSite};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    problem::Problem,
};

/// Change a site
#[utoipa::path(patch, path = "/api/v1/admin/sites/{id}", tag = "admin",
    security(("bearer" = ["manage_places"])),
    request_body = UpdateSite,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_site(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<UpdateSite>,
) -> Result<Body<SiteView>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), SiteId(id.0));
    let scope = operator.scope();
    let changed = app.db.write(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        operations::update_site(conn, id, &changes, &audit, now)
    });
    Ok(Body(changed.await?.into()))
}
