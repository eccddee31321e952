//! A JSON body. What is wrong with it is told by field.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header::CONTENT_TYPE,
};
use serde::de::DeserializeOwned;
use shared::Error;

use crate::{App, problem::Problem};

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") && !kind.to_ascii_lowercase().ends_with("+json") {
            let problem = Problem::new("unsupported_media_type", "send Content-Type: application/json");
            return Err(problem);
        }
        let body = Bytes::from_request(request, app).await.map_err(|rejection| match rejection.status().as_u16() {
            413 => Problem::new("payload_too_large", "send less at a time"),
            _ => Problem::new("malformed_request", rejection.body_text()),
        })?;
        parse(&body).map(Self)
    }
}

/// A JSON body that may be left out; then it is the default.
pub(crate) struct Optional<T>(pub(crate) T);

impl<T: DeserializeOwned + Default> FromRequest<App> for Optional<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if request.headers().get(CONTENT_TYPE).is_none() {
            return Ok(Self(T::default()));
        }
        Json::from_request(request, app).await.map(|Json(body)| Self(body))
    }
}

/// Reads JSON, and tells by field what is wrong with it.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let parsed = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let (field, inner) = (error.path().to_string(), error.inner());
        if !inner.is_data() {
            return Problem::new("malformed_request", format!("the body is not JSON: {inner}"));
        }
        let text = inner.to_string();
        let reason = text.split(" at line ").next().unwrap_or_default().to_owned();
        let (field, code) = match missing(&reason) {
            Some(name) if field == "." => (name.to_owned(), "required"),
            Some(name) => (format!("{field}.{name}"), "required"),
            None => (field, "malformed"),
        };
        Error::field(&field, code, reason).into()
    })?;
    json.end().map_err(|error| Problem::new("malformed_request", format!("the body is not JSON: {error}")))?;
    Ok(parsed)
}

/// The name in serde's words for a member that is not there.
fn missing(reason: &str) -> Option<&str> {
    reason.strip_prefix("missing field `")?.strip_suffix('`')
}
