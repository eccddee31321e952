//! Change of the terms of a site.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::SiteId,
};

use super::{OwnTerms, TermsView};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    problem::Problem,
};

/// Set the terms of a site
///
/// Replaces all values; an omitted one is inherited. Values that are not set are inherited
/// from the city. The terms apply to new holds and to later changes of reservations.
#[utoipa::path(put, path = "/api/v1/admin/sites/{id}/terms", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = OwnTerms,
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = TermsView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_site_terms(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<OwnTerms>,
) -> Result<Body<TermsView>, Problem> {
    let (new, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), SiteId(id.0));
    let (terms, scope) = (app.terms.clone(), operator.scope());
    let changed = app.db.write(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        operations::set_site_terms(conn, id, new, &terms, &audit, now)
    });
    Ok(Body(changed.await?.into()))
}
