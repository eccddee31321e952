//! HTTP side of the API: authentication, idempotency, faults, dispatch.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde_json::{Map, Value};

use crate::{
    authentication::authorize,
    browser, control,
    error::StripeError,
    faults::{Fault, FaultKind, internal},
    form,
    idempotency::SavedResponse,
    objects::id,
    params::Params,
    routes::dispatch,
    state::SimulatorState,
};

pub(crate) fn router(state: Arc<SimulatorState>) -> Router {
    Router::new()
        .nest("/_simulator", control::routes())
        .route("/v3/", get(browser::script))
        .fallback(call)
        .layer(browser::cors())
        .with_state(state)
}

async fn call(
    State(state): State<Arc<SimulatorState>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = if method == Method::GET {
        uri.query().unwrap_or_default().to_owned()
    } else {
        String::from_utf8_lossy(&body).into_owned()
    };
    let params = form::parse(&form);
    if let Err(error) = authorize(&state, &method, uri.path(), &headers, &params) {
        return respond(&failure(&error), false);
    }
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .filter(|_| method == Method::POST);
    if let Some(key) = key {
        let fingerprint = fingerprint(uri.path(), &form);
        let begun = state.store.lock().keys.begin(key, fingerprint);
        match begun {
            Ok(None) => {}
            Ok(Some(saved)) => return respond(&saved, true),
            Err(error) => return respond(&failure(&error), false),
        }
    }
    let fault = state.store.lock().faults.of_call(&method, uri.path());
    let kind = fault.as_ref().map(|fault| fault.fault);
    if let Some((error, is_saved)) = kind.and_then(FaultKind::error) {
        let response = failure(&error);
        state.finish(key, is_saved.then_some(&response));
        return respond(&response, false);
    }
    if let Some(FaultKind::DropBefore | FaultKind::BadGateway) = kind {
        state.finish(key, None);
        if kind == Some(FaultKind::DropBefore) {
            close_connection();
        }
        return (StatusCode::BAD_GATEWAY, Html("<h1>502 Bad Gateway</h1>")).into_response();
    }
    let delay = fault.as_ref().filter(|fault| fault.fault == FaultKind::Slow).map(Fault::delay);
    let call = Call {
        method,
        uri,
        params,
        key: key.map(str::to_owned),
        delay: state.settings.delay + delay.unwrap_or_default(),
        fails_afterwards: kind == Some(FaultKind::Error500After),
    };
    // A task of its own: like Stripe, completes a call whose client has disconnected.
    let Ok(response) = tokio::spawn(call.complete(Arc::clone(&state))).await else {
        close_connection()
    };
    match kind {
        Some(FaultKind::DropAfter) => close_connection(),
        Some(FaultKind::HoldAfter) => state.released.notified().await,
        Some(FaultKind::Hang) => std::future::pending().await,
        _ => {}
    }
    respond(&response, false)
}

/// Path and parameters in any order; they must be equal for equal idempotency keys.
fn fingerprint(path: &str, form: &str) -> String {
    let mut parameters: Vec<&str> = form.split('&').collect();
    parameters.sort_unstable();
    format!("{path} {}", parameters.join("&"))
}

/// Unwinding ends the connection's task, which closes the socket without a response or a log
/// entry.
fn close_connection() -> ! {
    std::panic::resume_unwind(Box::new("the connection is closed on purpose"))
}

struct Call {
    method: Method,
    uri: Uri,
    params: Map<String, Value>,
    key: Option<String>,
    delay: Duration,
    /// Returns 500 after the effect.
    fails_afterwards: bool,
}

impl Call {
    /// Executes the call and saves the response under its key.
    async fn complete(self, state: Arc<SimulatorState>) -> SavedResponse {
        if !self.delay.is_zero() {
            // A sleep of zero is rounded up to the timer's next millisecond.
            tokio::time::sleep(self.delay).await;
        }
        let expand = self.params.get("expand").and_then(Value::as_object).cloned();
        let result = state.transact(|store| {
            let object = dispatch(store, &self.method, self.uri.path(), Params(self.params))?;
            Ok(store.expand(object, expand.as_ref()))
        });
        let response = match result {
            _ if self.fails_afterwards => failure(&internal()),
            Ok(body) => SavedResponse { status: StatusCode::OK, body },
            Err(error) => failure(&error),
        };
        // Parameters are validated before the endpoint begins to execute.
        let code = response.body.pointer("/error/code").and_then(Value::as_str);
        let has_begun = code.is_none_or(|code| !code.starts_with("parameter_"));
        state.finish(self.key.as_deref(), has_begun.then_some(&response));
        response
    }
}

impl SimulatorState {
    /// Saves the response of a call under its key; `None` releases the key.
    fn finish(&self, key: Option<&str>, response: Option<&SavedResponse>) {
        if let Some(key) = key {
            self.store.lock().keys.finish(key, response);
        }
    }
}

fn failure(error: &StripeError) -> SavedResponse {
    SavedResponse { status: error.status, body: error.body() }
}

fn respond(saved: &SavedResponse, is_replayed: bool) -> Response {
    let mut response =
        (saved.status, [("request-id", id("req"))], Json(&saved.body)).into_response();
    if is_replayed {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response
}
