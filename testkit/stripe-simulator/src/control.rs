//! What Stripe does not have: faults, authentication by a click, a look at the books.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Html,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Fault, error::Result, params::Params, payment_intents, server::Shared, setup_intents, webhooks};

/// Kinds of objects that the state counts.
const COUNTED: [&str; 7] =
    ["customer", "payment_method", "setup_intent", "payment_intent", "charge", "refund", "balance_transaction"];

impl Shared {
    /// See [`crate::Simulator::give_card`].
    pub(crate) fn give_card(self: &Arc<Self>, setup_intent_id: &str, card: &str) -> Result<Value, Value> {
        let params = serde_json::Map::from_iter([("payment_method".to_owned(), card.into())]);
        self.with_books(|books| setup_intents::confirm(books, setup_intent_id, Params(params)))
    }

    /// See [`crate::Simulator::authenticate`].
    pub(crate) fn authenticate(self: &Arc<Self>, id: &str, succeeds: bool) -> Result<Value, Value> {
        self.with_books(|books| {
            if id.starts_with("seti_") {
                setup_intents::authenticate(books, id, succeeds)
            } else {
                payment_intents::authenticate(books, id, succeeds)
            }
        })
    }

    fn with_books(
        self: &Arc<Self>,
        work: impl FnOnce(&mut crate::books::Books) -> Result<Value>,
    ) -> Result<Value, Value> {
        let (result, events) = {
            let mut books = self.books();
            let result = work(&mut books);
            (result, std::mem::take(&mut books.outbox))
        };
        webhooks::send(self, events);
        result.map_err(|error| error.body())
    }
}

pub(crate) async fn inject(State(shared): State<Arc<Shared>>, Json(fault): Json<Fault>) -> StatusCode {
    shared.faults.inject(fault);
    StatusCode::NO_CONTENT
}

pub(crate) async fn release(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.released.notify_waiters();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
pub(crate) struct WebhookUrl {
    url: Option<String>,
}

pub(crate) async fn set_webhook_url(State(shared): State<Arc<Shared>>, Json(body): Json<WebhookUrl>) -> StatusCode {
    shared.set_webhook_url(body.url);
    StatusCode::NO_CONTENT
}

/// The page that a bank would show.
pub(crate) async fn ask(Path(id): Path<String>) -> Html<String> {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    Html(format!(
        "<!doctype html><meta name=viewport content='width=device-width'><title>Your bank</title>\
         <h1>Your bank asks</h1><p>Do you approve {safe}?</p>\
         <form method=post><button name=outcome value=succeed>Approve</button> <button name=outcome value=fail>Refuse</button></form>"
    ))
}

pub(crate) async fn authenticate(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: String,
) -> (StatusCode, Json<Value>) {
    match shared.authenticate(&id, !body.contains("fail")) {
        Ok(intent) => (StatusCode::OK, Json(intent)),
        Err(error) => (StatusCode::PAYMENT_REQUIRED, Json(error)),
    }
}

pub(crate) async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let counts = COUNTED.map(|kind| (kind.to_owned(), Value::from(shared.all(kind).len())));
    Json(json!({ "url": shared.url, "objects": serde_json::Map::from_iter(counts) }))
}
