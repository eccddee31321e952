//! JSON bodies. Errors name the invalid field.

mod objects;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header::CONTENT_TYPE,
};
pub(crate) use objects::ObjectsOnly;
use serde::de::DeserializeOwned;
use shared::Error;

use super::reasons::reason;
use crate::{
    App,
    problem::{Problem, ProblemCode},
};

pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if !is_json(&request) {
            return Err(not_json());
        }
        parse(&read(request, app).await?).map(Self)
    }
}

/// An optional JSON body; the default value if it is empty.
pub(crate) struct Optional<T>(pub(crate) T);

impl<T: DeserializeOwned + Default> FromRequest<App> for Optional<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let is_json = is_json(&request);
        let body = read(request, app).await?;
        match (body.is_empty(), is_json) {
            (true, _) => Ok(Self(T::default())),
            (false, true) => parse(&body).map(Self),
            (false, false) => Err(not_json()),
        }
    }
}

fn is_json(request: &Request) -> bool {
    let kind =
        request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || kind.ends_with("+json")
}

fn not_json() -> Problem {
    Problem::new(ProblemCode::UnsupportedMediaType, "send Content-Type: application/json")
}

async fn read(request: Request, app: &App) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app).await.map_err(|rejection| match rejection.status().as_u16() {
        413 => Problem::new(ProblemCode::PayloadTooLarge, "send less at a time"),
        _ => Problem::new(ProblemCode::MalformedRequest, rejection.body_text()),
    })
}

/// Parses JSON.
///
/// # Errors
/// A problem that names the invalid field.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let parsed = serde_path_to_error::deserialize(ObjectsOnly(&mut json)).map_err(|error| {
        let (field, inner) = (error.path().to_string(), error.inner());
        if !inner.is_data() {
            return Problem::new(
                ProblemCode::MalformedRequest,
                format!("the body is not JSON: {inner}"),
            );
        }
        let text = inner.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
        let member =
            |name: &str| if field == "." { name.to_owned() } else { format!("{field}.{name}") };
        if let Some(name) = named(message, "missing") {
            Error::field(&member(name), "required", "must be given").into()
        } else if let Some(name) = named(message, "duplicate") {
            Error::field(&member(name), "duplicate", "must be given only once").into()
        } else {
            let field = if field == "." { "body" } else { field.as_str() };
            Error::field(field, "malformed", reason(message)).into()
        }
    })?;
    json.end().map_err(|error| {
        Problem::new(ProblemCode::MalformedRequest, format!("the body is not JSON: {error}"))
    })?;
    Ok(parsed)
}

/// Extracts the name of a missing (`missing`) or repeated (`duplicate`) member from serde's
/// message.
pub(crate) fn named<'a>(reason: &'a str, fault: &str) -> Option<&'a str> {
    reason.strip_prefix(fault)?.strip_prefix(" field `")?.strip_suffix('`')
}
