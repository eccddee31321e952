//! Retirement of a site.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SiteId,
};

use super::SiteView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Retire a site
///
/// All its spots are retired. Existing reservations continue; to end them as well, close the zones
/// of the site. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/retire", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn retire_site(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<SiteView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), SiteId(id.0));
    let scope = operator.scope();
    let retired = app.db.write(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        operations::retire_site(conn, id, &note, &audit, now)
    });
    Ok(Body(retired.await?.into()))
}
