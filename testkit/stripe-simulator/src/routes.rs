//! Dispatch by method and path.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    customers, disputes,
    error::{Result, StripeError},
    intents,
    lists::{self, kind},
    params::Params,
    payment_intents, payment_methods, refunds, setup_intents,
    store::Store,
};

pub(crate) fn dispatch(
    store: &mut Store,
    method: &Method,
    path: &str,
    params: Params,
) -> Result<Value> {
    let resource = path.strip_prefix("/v1/").unwrap_or_default();
    let parts: Vec<&str> = resource.trim_end_matches('/').split('/').collect();
    match (method.as_str(), parts.as_slice()) {
        ("POST", ["customers"]) => customers::create(store, params),
        ("POST", ["customers", id]) => customers::update(store, id, params),
        ("DELETE", ["customers", id]) => customers::delete(store, id),
        ("POST", ["payment_methods"]) => payment_methods::create(store, params),
        ("POST", ["payment_methods", id, "attach"]) => payment_methods::attach(store, id, params),
        ("POST", ["payment_methods", id, "detach"]) => payment_methods::detach(store, id),
        ("POST", ["setup_intents"]) => setup_intents::create(store, params),
        ("POST", ["setup_intents", id, "confirm"]) => setup_intents::confirm(store, id, params),
        ("POST", ["setup_intents", id, "cancel"]) => {
            intents::cancel(store, "setup_intent", id, json!({}))
        }
        ("POST", ["payment_intents"]) => payment_intents::create(store, params),
        ("POST", ["payment_intents", id]) => payment_intents::update(store, id, params),
        ("POST", ["payment_intents", id, "confirm"]) => payment_intents::confirm(store, id, params),
        ("POST", ["payment_intents", id, "cancel"]) => payment_intents::cancel(store, id, params),
        // The account owner accepts the dispute.
        ("POST", ["disputes", id, "close"]) => disputes::close(store, id, false),
        ("POST", ["refunds"]) => refunds::create(store, params),
        ("GET", ["payment_intents", "search"]) => payment_intents::search(store, params),
        ("GET", [collection]) if kind(collection).is_some() => {
            lists::page(store, collection, params)
        }
        ("GET", [collection, id]) if kind(collection).is_some() => {
            store.get(kind(collection).unwrap_or_default(), id)
        }
        (verb, _) => {
            let message = format!("Unrecognized request URL ({verb}: {path}).");
            Err(StripeError::new(StatusCode::NOT_FOUND, "invalid_request_error", None, message))
        }
    }
}
