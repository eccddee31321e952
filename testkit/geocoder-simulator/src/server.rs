//! HTTP side: recording of requests, faults, dispatch, and the control endpoint.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Query, State},
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
    routing::put,
};
use parking_lot::Mutex;
use serde::Deserialize;
use tokio::sync::watch;

use crate::{Fault, dialects};

/// A received request.
#[derive(Debug, Clone)]
pub struct Received {
    pub path: String,
    /// Names and values, in the order of the URL.
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
}

impl Received {
    /// The first value of a parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) struct SimulatorState {
    key: Option<String>,
    pub(crate) fault: Mutex<Option<Fault>>,
    pub(crate) received: Mutex<Vec<Received>>,
    /// Number of received requests.
    count: watch::Sender<usize>,
}

impl SimulatorState {
    pub(crate) fn new(key: Option<String>) -> (Self, watch::Receiver<usize>) {
        let (count, counted) = watch::channel(0);
        (Self { key, fault: Mutex::default(), received: Mutex::default(), count }, counted)
    }
}

pub(crate) fn router(state: Arc<SimulatorState>) -> Router {
    Router::new().route("/_simulator/fault", put(set_fault)).fallback(answer).with_state(state)
}

/// The body of the control endpoint.
#[derive(Deserialize)]
struct SetFault {
    /// `null` ends the fault.
    fault: Option<Fault>,
}

async fn set_fault(
    State(state): State<Arc<SimulatorState>>,
    Json(body): Json<SetFault>,
) -> StatusCode {
    *state.fault.lock() = body.fault;
    StatusCode::NO_CONTENT
}

async fn answer(
    State(state): State<Arc<SimulatorState>>,
    method: Method,
    uri: Uri,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().to_owned();
    let response = dialects::respond(&path, &query, state.key.as_deref());
    state.received.lock().push(Received { path, query, headers });
    state.count.send_modify(|count| *count += 1);
    let fault = *state.fault.lock();
    match fault {
        Some(fault) => fault.respond().await,
        None => response,
    }
}
