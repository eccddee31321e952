//! The `If-Match` header: the revision that the client has seen, as its `ETag` told.

use axum::{
    extract::FromRequestParts,
    http::{header::IF_MATCH, request::Parts},
};
use shared::Error;

use crate::{App, problem::Problem};

/// The revision in `If-Match`, if it was sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IfMatch(pub(crate) Option<i32>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get(IF_MATCH) else { return Ok(Self(None)) };
        let text = header.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let revision = text.trim_start_matches("W/").trim_matches('"').parse();
        let wrong = |_| Error::field("If-Match", "malformed", "must be the ETag of the reservation, such as \"3\"");
        Ok(Self(Some(revision.map_err(wrong)?)))
    }
}
