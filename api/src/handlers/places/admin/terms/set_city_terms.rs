//! Change of the terms of a city.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::CityId};

use super::{OwnTerms, TermsView};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    problem::Problem,
};

/// Set the terms of a city
///
/// Replaces all values; an omitted one is inherited. Sites of the city inherit the values
/// that they do not set. The terms apply to new holds and to later changes of reservations.
#[utoipa::path(put, path = "/api/v1/admin/cities/{id}/terms", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = OwnTerms,
    params(("id" = uuid::Uuid, Path, description = "The city")),
    responses((status = 200, body = TermsView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_city_terms(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<OwnTerms>,
) -> Result<Body<TermsView>, Problem> {
    let (new, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), CityId(id.0));
    operator.scope().check_city(id)?;
    let terms = app.terms.clone();
    let changed = app
        .db
        .write(move |conn| operations::set_city_terms(conn, id, new, &terms, &audit, now))
        .await?;
    Ok(Body(changed.into()))
}
