//! Authentication of calls by secret or publishable key.

use axum::http::{HeaderMap, Method, StatusCode};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value};

use crate::{
    error::{Result, StripeError},
    faults::FaultKind,
    lists::kind,
    objects::text,
    state::{KeyState, SimulatorState},
};

/// The secret key grants every call. The publishable key together with an intent's client secret
/// grants reading and confirming that intent.
pub(crate) fn authorize(
    state: &SimulatorState,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    params: &Map<String, Value>,
) -> Result<()> {
    let header =
        headers.get("authorization").and_then(|header| header.to_str().ok()).unwrap_or_default();
    let key = match header.split_once(' ') {
        Some(("Bearer", key)) => key.trim().to_owned(),
        Some(("Basic", encoded)) => {
            let decoded = BASE64_STANDARD.decode(encoded.trim()).unwrap_or_default();
            String::from_utf8_lossy(&decoded).trim_end_matches(':').to_owned()
        }
        _ => params.get("key").and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    if key == state.settings.secret_key {
        let refusal = match state.store.lock().key_state {
            KeyState::Revoked => FaultKind::Authentication,
            KeyState::Restricted if method != Method::GET => FaultKind::Permission,
            KeyState::Valid | KeyState::Restricted => return Ok(()),
        };
        return refusal.error().map_or(Ok(()), |(error, _)| Err(error));
    }
    let unauthorized = |message: String| {
        StripeError::new(StatusCode::UNAUTHORIZED, "invalid_request_error", None, message)
    };
    if key != state.settings.publishable_key {
        return Err(unauthorized(format!("Invalid API Key provided: {key}")));
    }
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let secret = params.get("client_secret").and_then(Value::as_str).unwrap_or_default();
    let intent = match (method.as_str(), parts.as_slice()) {
        ("GET", ["v1", collection @ ("setup_intents" | "payment_intents"), id])
        | ("POST", ["v1", collection @ ("setup_intents" | "payment_intents"), id, "confirm"]) => {
            Some(state.store.lock().get(kind(collection).unwrap_or_default(), id)?)
        }
        ("POST", ["v1", "payment_methods"]) => return Ok(()),
        _ => None,
    };
    match intent {
        Some(intent) if text(&intent, "client_secret") == secret => Ok(()),
        _ => {
            Err(unauthorized("This API call cannot be made with a publishable API key.".to_owned()))
        }
    }
}
