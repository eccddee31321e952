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
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Map, Value};
use tokio::sync::Notify;

use crate::{
    Settings,
    authority::authorise,
    books::Books,
    browser, control,
    error::StripeError,
    faults::{FaultKind, Faults},
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
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).filter(|_| method == Method::POST);
    if let Some(key) = key {
        let fingerprint = fingerprint(uri.path(), &form);
        match shared.keys().begin(key, &fingerprint) {
            Ok(None) => {}
            Ok(Some(answer)) => return respond(&answer, true),
            Err(error) => return respond(&Answer { status: error.status, body: error.body() }, false),
        }
    }
    let fault = (method == Method::POST).then(|| shared.faults.of_call(uri.path())).flatten();
    match fault.as_ref().map(|fault| fault.fault) {
        Some(FaultKind::DropBefore) => {
            key.inspect(|key| shared.keys().forget(key));
            cut();
        }
        Some(FaultKind::Error500) => {
            key.inspect(|key| shared.keys().forget(key));
            let error = StripeError::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "api_error",
                None,
                "Something went wrong on Stripe's end.",
            );
            return respond(&Answer { status: error.status, body: error.body() }, false);
        }
        Some(FaultKind::RateLimit) => {
            key.inspect(|key| shared.keys().forget(key));
            let code = Some("rate_limit");
            let error = StripeError::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_error", code, "Too many requests.");
            return respond(&Answer { status: error.status, body: error.body() }, false);
        }
        _ => {}
    }
    let delay = fault.as_ref().filter(|fault| fault.fault == FaultKind::Slow).map(crate::Fault::delay);
    // In a task of its own: Stripe goes on with a call whose client has gone away meanwhile.
    let key = key.map(str::to_owned);
    let delay = shared.settings.delay + delay.unwrap_or_default();
    let work = tokio::spawn(complete(Arc::clone(&shared), method, uri, params, key, delay));
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

/// Cuts the connection: unwinding ends its task, and with it the socket, without a word to the client or in the log.
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
    delay: Duration,
) -> Answer {
    if !delay.is_zero() {
        // Even no time at all would be rounded up to the timer's next millisecond.
        tokio::time::sleep(delay).await;
    }
    let answer = effect(&shared, &method, uri.path(), params);
    if let Some(key) = key {
        shared.keys().finish(&key, answer.clone());
    }
    answer
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
    let mut response = (answer.status, [("request-id", id("req"))], Json(&answer.body)).into_response();
    if is_replayed {
        response.headers_mut().insert("idempotent-replayed", axum::http::HeaderValue::from_static("true"));
    }
    response
}
