//! Errors in the original's format: `{"detail": "…"}`, or lists of messages keyed by the names of
//! the invalid fields.

use std::collections::BTreeMap;

use axum::{
    Json,
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::{Value, json};
use shared::{Error, platform::error::FieldError};
use utoipa::ToSchema;

use crate::problem::Problem;

/// The original's message for an end that is not after the start.
const END_BEFORE_START: &str = "The end_time must be strictly greater / later than the start_time";
/// The original's key for errors that concern no single field.
const NO_FIELD: &str = "non_field_errors";

/// An error response.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct LegacyError {
    /// Set if the error concerns no field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Not found.", nullable = false)]
    detail: Option<String>,
    /// A list of messages for each invalid field, or under `non_field_errors`.
    #[serde(flatten)]
    fields: BTreeMap<String, Value>,
}

/// An error response with its status.
#[derive(Debug)]
pub(crate) struct LegacyErrorResponse {
    status: StatusCode,
    body: LegacyError,
    retry_after_s: Option<u32>,
}

impl LegacyErrorResponse {
    /// Creates an error that concerns no field.
    pub(super) fn detail(status: StatusCode, text: impl Into<String>) -> Self {
        Self {
            status,
            body: LegacyError { detail: Some(text.into()), ..LegacyError::default() },
            retry_after_s: None,
        }
    }

    /// Creates a 404 for a resource that does not exist or belongs to another user.
    pub(super) fn not_found() -> Self {
        Self::detail(StatusCode::NOT_FOUND, "Not found.")
    }

    /// Creates an error for a request without valid credentials.
    pub(super) fn unauthenticated(text: &str) -> Self {
        Self::detail(StatusCode::UNAUTHORIZED, text)
    }

    /// Creates an error for one invalid field.
    pub(super) fn field(name: &str, text: impl Into<String>) -> Self {
        Self::fields([(name.to_owned(), text.into())])
    }

    /// Creates an error for all invalid fields of a body.
    pub(super) fn of_fields<const N: usize>(
        wrong: [(&str, Option<&str>); N],
        also: Option<FieldError>,
    ) -> Self {
        let wrong =
            wrong.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.to_owned())));
        Self::fields(wrong.chain(also.map(renamed)))
    }

    /// Creates an error for several fields.
    fn fields(wrong: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in wrong {
            texts.entry(name).or_default().push(text);
        }
        Self::bare(texts.into_iter().map(|(name, texts)| (name, json!(texts))).collect())
    }

    /// Creates an error for one field with a message outside a list, as the original does in one
    /// place.
    pub(super) fn unlisted(name: &str, text: &str) -> Self {
        Self::bare(BTreeMap::from([(name.to_owned(), json!(text))]))
    }

    fn bare(fields: BTreeMap<String, Value>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            body: LegacyError { detail: None, fields },
            retry_after_s: None,
        }
    }

    /// Converts a problem that occurs before or instead of a handler.
    pub(super) fn of_request(problem: Problem, method: &Method) -> Self {
        if problem.code() == "method_not_allowed" {
            return Self::detail(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("Method \"{method}\" not allowed."),
            );
        }
        problem.into()
    }

    /// Replaces the body of a response and keeps its headers.
    pub(super) fn replace(self, response: Response) -> Response {
        let (mut parts, _) = response.into_parts();
        let (own, body) = self.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.extend(own.headers);
        parts.status = own.status;
        Response::from_parts(parts, body)
    }
}

impl IntoResponse for LegacyErrorResponse {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let basic = HeaderValue::from_static("Basic realm=\"api\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, basic);
        }
        response
    }
}

impl From<Error> for LegacyErrorResponse {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(errors) => Self::fields(errors.into_iter().map(renamed)),
            Error::SpotTaken { .. } => {
                Self::field("parking_spot", "This parking spot is already reserved")
            }
            Error::ExtensionBlocked { latest_end } => {
                let until = latest_end.to_rfc3339_opts(SecondsFormat::Secs, true);
                Self::field(
                    "end_time",
                    format!(
                        "The spot is reserved or closed then: it is yours until {until} at the \
                            latest"
                    ),
                )
            }
            Error::EmailTaken => {
                Self::field("email", "user with this email address already exists.")
            }
            Error::WrongCredentials => {
                Self::field(NO_FIELD, "Unable to log in with provided credentials.")
            }
            other => Problem::from(other).into(),
        }
    }
}

/// Maps a field of the operations to the original's name.
fn renamed(error: FieldError) -> (String, String) {
    match (error.field.as_str(), error.code) {
        ("ends_at" | "duration_seconds", "before_start") => {
            (NO_FIELD.to_owned(), END_BEFORE_START.to_owned())
        }
        ("ends_at", _) => ("end_time".to_owned(), sentence(&error.message)),
        ("duration_seconds", _) => ("reservation_length".to_owned(), sentence(&error.message)),
        _ => (error.field, sentence(&error.message)),
    }
}

impl From<Problem> for LegacyErrorResponse {
    /// Keeps the status if the original uses it; any other becomes 400.
    fn from(problem: Problem) -> Self {
        let status = match problem.status() {
            status @ (401 | 403 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 503) => {
                StatusCode::from_u16(status).ok()
            }
            _ => None,
        };
        let text = match problem.code() {
            "not_found" => "Not found.".to_owned(),
            "unauthenticated" => "Invalid token.".to_owned(),
            "rate_limited" => "Request was throttled.".to_owned(),
            "internal" => "A server error occurred.".to_owned(),
            _ => sentence(problem.detail()),
        };
        let retry_after_s = problem.retry_after_s();
        Self { retry_after_s, ..Self::detail(status.unwrap_or(StatusCode::BAD_REQUEST), text) }
    }
}

/// Capitalises the text and adds a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(char::to_uppercase).into_iter().flatten().collect();
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_errors_become_bad_requests() {
        let refusal = LegacyErrorResponse::from(Error::HoldExpired);
        assert_eq!(refusal.status, StatusCode::BAD_REQUEST);
        assert_eq!(json!(refusal.body), json!({ "detail": "The hold has run out." }));
    }
}
