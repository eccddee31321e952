//! An API client that retries each call with the same `Idempotency-Key` until the response is
//! definite.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use backon::{ExponentialBuilder, Retryable};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use uuid::Uuid;

use crate::counters::Counters;

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(8);
const CALL_TIMEOUT: Duration = Duration::from_secs(90);
const BACKOFF: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(40))
    .with_max_delay(Duration::from_millis(400))
    .without_max_times();

pub(crate) struct Client {
    http: reqwest::Client,
    apis: Vec<String>,
    counters: Arc<Counters>,
    /// Index of the API that receives the next attempt, modulo the number of APIs.
    next_api: AtomicUsize,
    pub(crate) token: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Response {
    pub(crate) fn problem(&self) -> Option<&str> {
        if self.status.is_success() { None } else { self.body.get("code").and_then(Value::as_str) }
    }

    /// The text at a JSON pointer such as `/reservation/id`.
    pub(crate) fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// Network errors and server errors are not definite.
    fn is_definite(&self) -> bool {
        !self.status.is_server_error()
            && !matches!(self.status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
    }
}

impl Client {
    pub(crate) fn new(
        http: reqwest::Client,
        apis: Vec<String>,
        first_api: usize,
        counters: Arc<Counters>,
    ) -> Self {
        Self { http, apis, counters, next_api: AtomicUsize::new(first_api), token: None }
    }

    /// Retries, on alternating APIs, until the response is definite.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Response> {
        let (key, deadline) = (Uuid::now_v7().to_string(), Instant::now() + CALL_TIMEOUT);
        let attempt = || async {
            let last = match self.attempt(&method, path, body, &key).await {
                Ok(response) if response.is_definite() => return Ok(response),
                Ok(response) => {
                    if response.problem() == Some("internal") {
                        let error = format!("{method} {path}: {}", response.body);
                        self.counters.lock().unexpected.push(error);
                    }
                    format!("{}: {}", response.status, response.body)
                }
                Err(error) => format!("{error:?}"),
            };
            bail!("{method} {path}: no response within {CALL_TIMEOUT:?}; last: {last}")
        };
        attempt
            .retry(BACKOFF)
            .when(|_| Instant::now() < deadline)
            .notify(|_, _| {
                self.counters.lock().retries += 1;
                self.next_api.fetch_add(1, Ordering::Relaxed);
            })
            .await
    }

    /// Returns success; a response that is neither a success nor one of the `refusals` is recorded
    /// as unexpected.
    pub(crate) fn expect(
        &self,
        caller: &str,
        response: &Response,
        action: &str,
        refusals: &[&str],
    ) -> bool {
        let Response { status, body } = response;
        if !status.is_success() && !response.problem().is_some_and(|code| refusals.contains(&code))
        {
            let error = format!("{caller}: {action} returned {status}: {body}");
            self.counters.lock().unexpected.push(error);
        }
        status.is_success()
    }

    async fn attempt(
        &self,
        method: &Method,
        path: &str,
        body: Option<&Value>,
        key: &str,
    ) -> Result<Response> {
        let index = self.next_api.load(Ordering::Relaxed) % self.apis.len().max(1);
        let api = self.apis.get(index).map(String::as_str).unwrap_or_default();
        let mut request =
            self.http.request(method.clone(), format!("{api}{path}")).timeout(ATTEMPT_TIMEOUT);
        request = request.header("idempotency-key", key);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        Ok(Response { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) })
    }
}

/// Sets a field of a JSON object.
pub(crate) fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}
