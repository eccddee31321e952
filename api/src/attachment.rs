//! Files as responses.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};

/// Returns a file that browsers save under this name. `kind` is its MIME type.
pub(crate) fn attachment(kind: &str, name: &str, content: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, content.into()).into_response()
}
