//! The HTTP side: has it been asked before, what goes wrong, and what is answered.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Map, Value};
use tokio::sync::Notify;

use crate::{
    Settings,
    authority::{KeyState, authorise},
    books::Books,
    browser, control,
    faults::{FaultKind, Faults, internal},
    form,
    idempotency::{Answer, Keys},
    objects::id,
    params::Params,
    routes::dispatch,
    webhooks,
};

/// What all calls share.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) url: String,
    pub(crate) faults: Faults,
    pub(crate) released: Notify,
    pub(crate) http: reqwest::Client,
    books: Mutex<Books>,
    keys: Mutex<Keys>,
    webhook_url: Mutex<Option<String>>,
    key_state: Mutex<KeyState>,
}

impl Shared {
    pub(crate) fn new(settings: Settings, url: String) -> Self {
        let webhook_url = Mutex::new(settings.webhook_url.clone());
        Self {
            settings,
            url,
            faults: Faults::default(),
            released: Notify::new(),
            http: reqwest::Client::new(),
            books: Mutex::default(),
            keys: Mutex::default(),
            webhook_url,
            key_state: Mutex::default(),
        }
    }

    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn webhook_url(&self) -> Option<String> {
        self.webhook_url.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_webhook_url(&self, url: Option<String>) {
        *self.webhook_url.lock().unwrap_or_else(PoisonError::into_inner) = url;
    }

    pub(crate) fn key_state(&self) -> KeyState {
        *self.key_state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_key_state(&self, state: KeyState) {
        *self.key_state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    pub(crate) fn all(&self, kind: &str) -> Vec<Value> {
        self.books().all(kind)
    }
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/_simulator/faults", post(control::inject))
        .route("/_simulator/release", post(control::release))
        .route("/_simulator/webhook_url", post(control::set_webhook_url))
        .route("/_simulator/authenticate/{id}", get(control::ask).post(control::authenticate))
        .route("/_simulator/disputes/{id}", post(control::dispute))
        .route("/_simulator/disputes/{id}/close", post(control::close_dispute))
        .route("/_simulator/refunds/{id}/fail", post(control::fail_refund))
        .route("/_simulator/customers/{id}/delete", post(control::delete_customer))
        .route("/_simulator/payment_intents/{id}/settle", post(control::settle_processing))
        .route("/_simulator/secret_key", post(control::set_key_state))
        .route("/_simulator/settlement_minimum", post(control::set_settlement_minimum))
        .route("/_simulator/state", get(control::state))
        .route("/v3/", get(browser::script))
        .fallback(call)
        .layer(axum::middleware::from_fn(browser::give_leave))
        .with_state(shared)
}

async fn call(
    State(shared): State<Arc<Shared>>,
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
    if let Err(error) = authorise(&shared, &method, uri.path(), &headers, &params) {
        return respond(&Answer { status: error.status, body: error.body() }, false);
    }
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .filter(|_| method == Method::POST);
    if let Some(key) = key {
        let fingerprint = fingerprint(uri.path(), &form);
        match shared.keys().begin(key, &fingerprint) {
            Ok(None) => {}
            Ok(Some(answer)) => return respond(&answer, true),
            Err(error) => {
                return respond(&Answer { status: error.status, body: error.body() }, false);
            }
        }
    }
    let fault = shared.faults.of_call(&method, uri.path());
    let kind = fault.as_ref().map(|fault| fault.fault);
    if let Some((error, is_saved)) = kind.and_then(FaultKind::error) {
        let answer = Answer { status: error.status, body: error.body() };
        match key {
            Some(key) if is_saved => shared.keys().finish(key, answer.clone()),
            Some(key) => shared.keys().forget(key),
            None => {}
        }
        return respond(&answer, false);
    }
    match kind {
        Some(FaultKind::DropBefore) => {
            key.inspect(|key| shared.keys().forget(key));
            cut();
        }
        Some(FaultKind::BadGateway) => {
            key.inspect(|key| shared.keys().forget(key));
            return (StatusCode::BAD_GATEWAY, Html("<h1>502 Bad Gateway</h1>")).into_response();
        }
        _ => {}
    }
    let delay =
        fault.as_ref().filter(|fault| fault.fault == FaultKind::Slow).map(crate::Fault::delay);
    // In a task of its own: Stripe goes on with a call whose client has gone away meanwhile.
    let key = key.map(str::to_owned);
    let delay = shared.settings.delay + delay.unwrap_or_default();
    let fails = kind == Some(FaultKind::Error500After);
    let work = tokio::spawn(complete(
        Arc::clone(&shared),
        method,
        uri,
        params,
        key,
        Course { delay, fails },
    ));
    let Ok(answer) = work.await else { cut() };
    match fault.map(|fault| fault.fault) {
        Some(FaultKind::DropAfter) => cut(),
        Some(FaultKind::HoldAfter) => shared.released.notified().await,
        Some(FaultKind::Hang) => std::future::pending().await,
        _ => {}
    }
    respond(&answer, false)
}

/// What must not differ under one key: the address and the parameters, in whatever order they come.
fn fingerprint(path: &str, form: &str) -> String {
    let mut parameters: Vec<&str> = form.split('&').collect();
    parameters.sort_unstable();
    format!("{path} {}", parameters.join("&"))
}

/// Cuts the connection: unwinding ends its task, and with it the socket, without a word to the
/// client or in the log.
fn cut() -> ! {
    std::panic::resume_unwind(Box::new("the connection is cut on purpose"))
}

/// Makes the call, after a while, and remembers the answer.
async fn complete(
    shared: Arc<Shared>,
    method: Method,
    uri: Uri,
    params: Map<String, Value>,
    key: Option<String>,
    Course { delay, fails }: Course,
) -> Answer {
    if !delay.is_zero() {
        // Even no time at all would be rounded up to the timer's next millisecond.
        tokio::time::sleep(delay).await;
    }
    let mut answer = effect(&shared, &method, uri.path(), params);
    if fails {
        let error = internal();
        answer = Answer { status: error.status, body: error.body() };
    }
    match key {
        // Parameters are validated before the endpoint begins to execute.
        Some(key) if answer.code().starts_with("parameter_") => shared.keys().forget(&key),
        Some(key) => shared.keys().finish(&key, answer.clone()),
        None => {}
    }
    answer
}

/// How a call goes.
struct Course {
    delay: Duration,
    /// Whether Stripe fails after the effect.
    fails: bool,
}

fn effect(shared: &Arc<Shared>, method: &Method, path: &str, params: Map<String, Value>) -> Answer {
    let (result, events) = {
        let mut books = shared.books();
        let expand = params.get("expand").and_then(Value::as_object).cloned();
        let result = dispatch(&mut books, method, path, Params(params));
        let result = result.map(|object| books.expand(object, expand.as_ref()));
        (result, std::mem::take(&mut books.outbox))
    };
    webhooks::send(shared, events);
    match result {
        Ok(body) => Answer { status: StatusCode::OK, body },
        Err(error) => Answer { status: error.status, body: error.body() },
    }
}

fn respond(answer: &Answer, is_replayed: bool) -> Response {
    let mut response =
        (answer.status, [("request-id", id("req"))], Json(&answer.body)).into_response();
    if is_replayed {
        response
            .headers_mut()
            .insert("idempotent-replayed", axum::http::HeaderValue::from_static("true"));
    }
    response
}
