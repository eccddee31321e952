//! Which call it is: every method and path that is simulated.

use axum::http::{Method, StatusCode};
use serde_json::Value;

use crate::{
    books::Books,
    customers, disputes,
    error::{Result, StripeError},
    lists::{self, kind},
    params::Params,
    payment_intents, payment_methods, refunds, setup_intents,
};

pub(crate) fn dispatch(
    books: &mut Books,
    method: &Method,
    path: &str,
    params: Params,
) -> Result<Value> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (method.as_str(), parts.as_slice()) {
        ("POST", ["v1", "customers"]) => customers::create(books, params),
        ("POST", ["v1", "customers", id]) => customers::update(books, id, params),
        ("DELETE", ["v1", "customers", id]) => customers::delete(books, id),
        ("POST", ["v1", "payment_methods"]) => payment_methods::create(books, params),
        ("POST", ["v1", "payment_methods", id, "attach"]) => {
            payment_methods::attach(books, id, params)
        }
        ("POST", ["v1", "payment_methods", id, "detach"]) => payment_methods::detach(books, id),
        ("POST", ["v1", "setup_intents"]) => setup_intents::create(books, params),
        ("POST", ["v1", "setup_intents", id, "confirm"]) => {
            setup_intents::confirm(books, id, params)
        }
        ("POST", ["v1", "setup_intents", id, "cancel"]) => setup_intents::cancel(books, id),
        ("POST", ["v1", "payment_intents"]) => payment_intents::create(books, params),
        ("POST", ["v1", "payment_intents", id]) => payment_intents::update(books, id, params),
        ("POST", ["v1", "payment_intents", id, "confirm"]) => {
            payment_intents::confirm(books, id, params)
        }
        ("POST", ["v1", "payment_intents", id, "cancel"]) => {
            payment_intents::cancel(books, id, params)
        }
        // The account owner gives in.
        ("POST", ["v1", "disputes", id, "close"]) => disputes::close(books, id, false),
        ("POST", ["v1", "refunds"]) => refunds::create(books, params),
        ("GET", ["v1", "payment_intents", "search"]) => payment_intents::search(books, params),
        ("GET", ["v1", collection]) if kind(collection).is_some() => {
            lists::page(books, collection, params)
        }
        ("GET", ["v1", collection, id]) if kind(collection).is_some() => {
            books.get(kind(collection).unwrap_or_default(), id)
        }
        (verb, _) => {
            let message = format!("Unrecognized request URL ({verb}: {path}).");
            Err(StripeError::new(StatusCode::NOT_FOUND, "invalid_request_error", None, message))
        }
    }
}
