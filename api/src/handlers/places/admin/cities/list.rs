//! List of cities.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{Error, places::models::city::City};
use utoipa::ToSchema;

use super::CityView;
use crate::{App, extract::Operator, problem::Problem};

/// All cities, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cities {
    cities: Vec<CityView>,
}

/// List cities
#[utoipa::path(get, path = "/api/v1/admin/cities", tag = "admin", security(("bearer" = [])),
    responses((status = 200, body = Cities),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_cities(
    State(app): State<App>,
    _: Operator,
) -> Result<Body<Cities>, Problem> {
    let found = app.db.read(|conn| Ok::<_, Error>(City::all(conn)?)).await?;
    Ok(Body(Cities { cities: found.into_iter().map(CityView::from).collect() }))
}
