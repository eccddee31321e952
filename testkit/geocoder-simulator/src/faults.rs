//! Failures on demand.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// Bytes of an oversized response: more than any client should read.
const OVERSIZED: usize = 4 * 1_024 * 1_024;

/// A way in which every request fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 400, as for a text that a server does not accept.
    BadRequest,
    /// 503.
    Unavailable,
    /// 429, as of a public server after too many requests.
    RateLimited,
    /// The response never arrives; the connection stays open.
    Hang,
    /// The connection is closed without a response.
    Drop,
    /// 302 to `/elsewhere` on the same server.
    Redirect,
    /// 200 with a page instead of JSON.
    Malformed,
    /// 200 with 4 MiB.
    Oversized,
}

impl Fault {
    pub(crate) async fn respond(self) -> Response {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST.into_response(),
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS.into_response(),
            Self::Hang => std::future::pending().await,
            // Unwinding ends the connection's task, which closes the socket.
            Self::Drop => {
                std::panic::resume_unwind(Box::new("the connection is closed on purpose"))
            }
            Self::Redirect => {
                (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response()
            }
            Self::Malformed => "<h1>Welcome</h1>".into_response(),
            Self::Oversized => " ".repeat(OVERSIZED).into_response(),
        }
    }
}
