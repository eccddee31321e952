//! Problem documents as responses. The middleware [`with_request_id`], which knows the request id,
//! writes the body.

use axum::{
    Json,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Problem, ProblemCode};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Marks an error response whose body is complete.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reported;

impl Problem {
    /// Removes the problem from a response. Error responses of libraries contain none; it then
    /// follows from the status. `None` if the response already has its body.
    pub(crate) fn take(response: &mut Response) -> Option<Self> {
        if response.extensions_mut().remove::<Reported>().is_some() {
            return None;
        }
        let known = response.extensions_mut().remove();
        known.or_else(|| Self::of_library(response.status()))
    }

    fn of_library(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::REQUEST_TIMEOUT => {
                Some(Self::new(ProblemCode::RequestTimeout, "please try again"))
            }
            StatusCode::PAYLOAD_TOO_LARGE => {
                Some(Self::new(ProblemCode::PayloadTooLarge, "send less at a time"))
            }
            StatusCode::INTERNAL_SERVER_ERROR => {
                Some(Self::new(ProblemCode::Internal, "the error was logged; try again"))
            }
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of every problem, with the request id, and converts error responses of libraries
/// to problem documents.
pub(crate) async fn with_request_id(request: Request, next: Next) -> Response {
    let id = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
    let mut response = next.run(request).await;
    let Some(problem) = Problem::take(&mut response) else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Json(Problem { request_id: id, ..problem }).into_response().into_body();
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    Response::from_parts(parts, body)
}
