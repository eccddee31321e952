//! Centre lines of streets, for maps.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderName, header},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    App,
    extract::{NearBox, Params},
    problem::Problem,
    streets::StreetsView,
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FindStreets {
    /// `west,south,east,north` in degrees, at most 0.1 each way; `west` is greater than `east`
    /// where it crosses the 180th meridian
    #[param(value_type = String, example = "-73.99,40.75,-73.98,40.76")]
    bbox: NearBox,
}

/// Find streets
///
/// Returns the centre lines of the streets in the box, and some beyond its edges, for a map without
/// tiles. They are derived from the kerbs of at most 3,000 zones: blocks of one street are joined
/// across their crossings, and a cross street without kerbs is a short line. Cacheable for five
/// minutes.
#[utoipa::path(get, path = "/api/v1/streets", tag = "spots",
    params(FindStreets),
    responses((status = 200, body = StreetsView, content_type = "application/json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_streets(
    State(app): State<App>,
    Params(query): Params<FindStreets>,
) -> Result<([(HeaderName, &'static str); 2], Bytes), Problem> {
    let body = app.streets.within(&app.db, query.bbox.0, app.now()).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    Ok((headers, body))
}
