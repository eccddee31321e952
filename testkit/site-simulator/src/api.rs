//! Requests to the api.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

/// Pause before a failed request is sent again.
pub(crate) const RETRY_INTERVAL: Duration = Duration::from_millis(250);

/// The api of the site.
#[derive(Debug)]
pub(crate) struct Api {
    http: reqwest::Client,
    /// Base URL without a slash at the end.
    base: String,
}

/// A request without success.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No response, or one that says nothing about the request.
    Unreachable,
    /// The request was answered by a refusal.
    Refused { status: StatusCode, body: Value },
}

impl Api {
    pub(crate) fn new(base: &str) -> Self {
        Self { http: reqwest::Client::new(), base: base.trim_end_matches('/').to_owned() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// A request below `/api/v1` with the key of a device.
    pub(crate) fn of_device(&self, method: Method, key: &str, path: &str) -> RequestBuilder {
        self.request(method, &format!("/api/v1{path}")).bearer_auth(key)
    }
}

/// Sends a request. Returns the status and the body; `null` for a body that is no JSON.
pub(crate) async fn send(request: RequestBuilder) -> Result<(StatusCode, Value), Failure> {
    let response = request.send().await.map_err(|_| Failure::Unreachable)?;
    let status = response.status();
    let text = response.text().await.map_err(|_| Failure::Unreachable)?;
    let body = serde_json::from_str(&text).unwrap_or_default();
    if status.is_success() {
        return Ok((status, body));
    }
    let is_answer = status.is_client_error()
        && !matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS);
    Err(if is_answer { Failure::Refused { status, body } } else { Failure::Unreachable })
}

impl Failure {
    /// Returns the code of the problem.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Refused { body, .. } => {
                body.get("code").and_then(Value::as_str).unwrap_or("refused")
            }
        }
    }
}
