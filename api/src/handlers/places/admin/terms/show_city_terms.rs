//! The terms of a city.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::CityId};

use super::TermsView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// Show the terms of a city
#[utoipa::path(get, path = "/api/v1/admin/cities/{id}/terms", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = uuid::Uuid, Path, description = "The city")),
    responses((status = 200, body = TermsView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_city_terms(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<TermsView>, Problem> {
    let (terms, id) = (app.terms.clone(), CityId(id.0));
    operator.scope().check_city(id)?;
    let found = app.db.read(move |conn| operations::city_terms(conn, id, &terms)).await?;
    Ok(Body(found.into()))
}
