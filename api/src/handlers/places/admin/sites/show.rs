//! A site.

use axum::{Json as Body, extract::State};
use shared::{Error, places::models::site::Site, platform::domain::ids::SiteId};

use super::SiteView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// Show a site
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_site(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<SiteView>, Problem> {
    let found = app.db.read(move |conn| Ok::<_, Error>(Site::find(conn, SiteId(id.0))?)).await?;
    operator.scope().check(found.place())?;
    Ok(Body(found.into()))
}
