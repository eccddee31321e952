//! The interfaces: parameters of a request, and the JSON of the response.

mod nominatim;
mod pelias;
mod photon;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::places::{Place, search};

/// The parameters of a query, in the order of the URL.
pub(crate) type Params = [(String, String)];

/// Answers a request; 404 for unknown paths, 400 without a text, 401 with a wrong key.
pub(crate) fn respond(path: &str, params: &Params, key: Option<&str>) -> Response {
    let body = match path {
        "/api" => photon::respond(params),
        "/v1/autocomplete" if key.is_some() && text(params, "api_key") != key => {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        "/v1/autocomplete" => pelias::respond(params),
        "/search" => nominatim::respond(params),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match body {
        Some(body) => Json(body).into_response(),
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn text<'a>(params: &'a Params, name: &str) -> Option<&'a str> {
    params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn number(params: &Params, name: &str) -> Option<f64> {
    text(params, name)?.parse().ok()
}

/// The places of a query; `None` without a text.
fn find(
    params: &Params,
    text_name: &str,
    limit_name: &str,
    near: Option<(f64, f64)>,
) -> Option<Vec<&'static Place>> {
    let limit = text(params, limit_name).and_then(|limit| limit.parse().ok()).unwrap_or(10);
    let text = text(params, text_name).filter(|text| !text.is_empty())?;
    Some(search(text, near, limit))
}
