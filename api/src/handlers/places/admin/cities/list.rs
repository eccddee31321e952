//! List of cities.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{Error, places::models::city::City};
use utoipa::ToSchema;

use super::CityView;
use crate::{
    App,
    extract::{Permitted, permissions::ViewPlaces},
    problem::Problem,
};

/// The cities of the user, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cities {
    cities: Vec<CityView>,
}

/// List cities
#[utoipa::path(get, path = "/api/v1/admin/cities", tag = "admin",
    security(("bearer" = ["view_places"])),
    responses((status = 200, body = Cities),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_cities(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
) -> Result<Body<Cities>, Problem> {
    let scope = operator.scope();
    let found = app.db.read(move |conn| Ok::<_, Error>(City::in_scope(conn, &scope)?)).await?;
    Ok(Body(Cities { cities: found.into_iter().map(CityView::from).collect() }))
}
