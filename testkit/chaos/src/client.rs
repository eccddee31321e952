//! A client of the api that repeats each call, with the same `Idempotency-Key`, until it is
//! answered definitely.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use uuid::Uuid;

use crate::tally::Tally;

/// How long one attempt may take.
const ATTEMPT: Duration = Duration::from_secs(8);
/// How long all attempts may take.
const PATIENCE: Duration = Duration::from_secs(90);
/// Pause before the second attempt; it grows.
const FIRST_PAUSE: Duration = Duration::from_millis(40);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_millis(400);

/// A driver's browser.
pub(crate) struct Client {
    http: reqwest::Client,
    apis: Vec<String>,
    tally: Arc<Tally>,
    turn: usize,
    pub(crate) token: Option<String>,
}

/// A definite answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Answer {
    /// The code of the problem, if it is one.
    pub(crate) fn problem(&self) -> Option<&str> {
        if self.status.is_success() { None } else { self.body.get("code").and_then(Value::as_str) }
    }

    /// A text at a place in the body, such as `/reservation/id`.
    pub(crate) fn text(&self, place: &str) -> &str {
        self.body.pointer(place).and_then(Value::as_str).unwrap_or_default()
    }
}

impl Client {
    /// A client that knows these apis, and begins with the one at `turn`.
    pub(crate) fn new(
        http: reqwest::Client,
        apis: Vec<String>,
        turn: usize,
        tally: Arc<Tally>,
    ) -> Self {
        Self { http, apis, tally, turn, token: None }
    }

    /// Calls, again and again, until the answer is not the network's or a server error.
    ///
    /// # Errors
    /// When there is no answer for long.
    pub(crate) async fn call(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer> {
        let key = Uuid::now_v7().to_string();
        let (deadline, mut pause) = (Instant::now() + PATIENCE, FIRST_PAUSE);
        loop {
            let last = match self.attempt(&method, path, body, &key).await {
                Ok(answer) if is_definite(answer.status) => return Ok(answer),
                Ok(answer) => {
                    if answer.problem() == Some("internal") {
                        self.tally.counts().wrong.push(format!("{method} {path}: {}", answer.body));
                    }
                    format!("{}: {}", answer.status, answer.body)
                }
                Err(error) => format!("{error:?}"),
            };
            if Instant::now() > deadline {
                bail!("{method} {path}: no answer within {PATIENCE:?}; the last was {last}");
            }
            self.tally.counts().repeats += 1;
            self.turn += 1;
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn attempt(
        &self,
        method: &Method,
        path: &str,
        body: Option<&Value>,
        key: &str,
    ) -> Result<Answer> {
        let api = self
            .apis
            .get(self.turn % self.apis.len().max(1))
            .map(String::as_str)
            .unwrap_or_default();
        let mut request =
            self.http.request(method.clone(), format!("{api}{path}")).timeout(ATTEMPT);
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
        Ok(Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) })
    }
}

fn is_definite(status: StatusCode) -> bool {
    !status.is_server_error()
        && !matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}
