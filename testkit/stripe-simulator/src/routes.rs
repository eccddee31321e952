//! Dispatch by method and path.

use axum::http::{Method, StatusCode};
use serde_json::Value;

use crate::{
    customers, disputes,
    error::{Result, StripeError},
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
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (method.as_str(), parts.as_slice()) {
        ("POST", ["v1", "customers"]) => customers::create(store, params),
        ("POST", ["v1", "customers", id]) => customers::update(store, id, params),
        ("DELETE", ["v1", "customers", id]) => customers::delete(store, id),
        ("POST", ["v1", "payment_methods"]) => payment_methods::create(store, params),
        ("POST", ["v1", "payment_methods", id, "attach"]) => {
            payment_methods::attach(store, id, params)
        }
        ("POST", ["v1", "payment_methods", id, "detach"]) => payment_methods::detach(store, id),
        ("POST", ["v1", "setup_intents"]) => setup_intents::create(store, params),
        ("POST", ["v1", "setup_intents", id, "confirm"]) => {
            setup_intents::confirm(store, id, params)
        }
        ("POST", ["v1", "setup_intents", id, "cancel"]) => setup_intents::cancel(store, id),
        ("POST", ["v1", "payment_intents"]) => payment_intents::create(store, params),
        ("POST", ["v1", "payment_intents", id]) => payment_intents::update(store, id, params),
        ("POST", ["v1", "payment_intents", id, "confirm"]) => {
            payment_intents::confirm(store, id, params)
        }
        ("POST", ["v1", "payment_intents", id, "cancel"]) => {
            payment_intents::cancel(store, id, params)
        }
        // The account owner accepts the dispute.
        ("POST", ["v1", "disputes", id, "close"]) => disputes::close(store, id, false),
        ("POST", ["v1", "refunds"]) => refunds::create(store, params),
        ("GET", ["v1", "payment_intents", "search"]) => payment_intents::search(store, params),
        ("GET", ["v1", collection]) if kind(collection).is_some() => {
            lists::page(store, collection, params)
        }
        ("GET", ["v1", collection, id]) if kind(collection).is_some() => {
            store.get(kind(collection).unwrap_or_default(), id)
        }
        (verb, _) => {
            let message = format!("Unrecognized request URL ({verb}: {path}).");
            Err(StripeError::new(StatusCode::NOT_FOUND, "invalid_request_error", None, message))
        }
    }
}
