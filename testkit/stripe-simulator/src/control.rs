//! What Stripe does not have: faults, a bank that does as it is told, a look at the books.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Html,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Fault, authority::KeyState, books::Books, customers, disputes, error::Result, params::Params,
    payments, refunds, server::Shared, setup_intents, webhooks,
};

/// Kinds of objects that the state counts.
const COUNTED: [&str; 8] = [
    "customer",
    "payment_method",
    "setup_intent",
    "payment_intent",
    "charge",
    "refund",
    "balance_transaction",
    "dispute",
];

impl Shared {
    /// See [`crate::Simulator::give_card`].
    pub(crate) fn give_card(self: &Arc<Self>, setup_intent_id: &str, card: &str) -> Result<Value> {
        let params = serde_json::Map::from_iter([("payment_method".to_owned(), card.into())]);
        self.with_books(|books| setup_intents::confirm(books, setup_intent_id, Params(params)))
    }

    /// See [`crate::Simulator::pay`].
    pub(crate) fn pay(self: &Arc<Self>, payment_intent_id: &str, card: &str) -> Result<Value> {
        let params = serde_json::Map::from_iter([("payment_method".to_owned(), card.into())]);
        self.with_books(|books| {
            crate::payment_intents::confirm(books, payment_intent_id, Params(params))
        })
    }

    /// See [`crate::Simulator::turn_card`].
    pub(crate) fn turn_card(&self, payment_method_id: &str, card: &str) {
        if let Some((number, _)) = crate::cards::find(card) {
            self.books().numbers.insert(payment_method_id.to_owned(), number.to_owned());
        }
    }

    /// See [`crate::Simulator::authenticate`].
    pub(crate) fn authenticate(self: &Arc<Self>, id: &str, succeeds: bool) -> Result<Value> {
        self.with_books(|books| {
            if id.starts_with("seti_") {
                setup_intents::authenticate(books, id, succeeds)
            } else {
                payments::authenticate(books, id, succeeds)
            }
        })
    }

    /// See [`crate::Simulator::dispute`].
    pub(crate) fn dispute(self: &Arc<Self>, payment_intent_id: &str) -> Result<Value> {
        self.with_books(|books| disputes::open(books, payment_intent_id))
    }

    /// See [`crate::Simulator::close_dispute`].
    pub(crate) fn close_dispute(self: &Arc<Self>, dispute_id: &str, is_won: bool) -> Result<Value> {
        self.with_books(|books| disputes::close(books, dispute_id, is_won))
    }

    /// See [`crate::Simulator::fail_refund`].
    pub(crate) fn fail_refund(self: &Arc<Self>, refund_id: &str) -> Result<Value> {
        self.with_books(|books| refunds::fail(books, refund_id))
    }

    /// See [`crate::Simulator::delete_customer`].
    pub(crate) fn delete_customer(self: &Arc<Self>, id: &str) -> Result<Value> {
        self.with_books(|books| customers::delete(books, id))
    }

    /// See [`crate::Simulator::settle_processing`].
    pub(crate) fn settle_processing(self: &Arc<Self>, id: &str, succeeds: bool) -> Result<Value> {
        self.with_books(|books| payments::settle_processing(books, id, succeeds))
    }

    fn with_books(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Books) -> Result<Value>,
    ) -> Result<Value> {
        let (result, events) = {
            let mut books = self.books();
            let result = work(&mut books);
            (result, std::mem::take(&mut books.outbox))
        };
        webhooks::send(self, events);
        result
    }
}

pub(crate) async fn inject(
    State(shared): State<Arc<Shared>>,
    Json(fault): Json<Fault>,
) -> StatusCode {
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

pub(crate) async fn set_webhook_url(
    State(shared): State<Arc<Shared>>,
    Json(body): Json<WebhookUrl>,
) -> StatusCode {
    shared.set_webhook_url(body.url);
    StatusCode::NO_CONTENT
}

/// The page that a bank would show.
pub(crate) async fn ask(Path(id): Path<String>) -> Html<String> {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    Html(format!(
        "<!doctype html><meta name=viewport content='width=device-width'><title>Your bank</title>\
         <h1>Your bank asks</h1><p>Do you approve {safe}?</p>\
         <form method=post><button name=outcome value=succeed>Approve</button> <button \
         name=outcome value=fail>Refuse</button></form>"
    ))
}

pub(crate) async fn authenticate(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: String,
) -> (StatusCode, Json<Value>) {
    answer(shared.authenticate(&id, !body.contains("fail")))
}

pub(crate) async fn dispute(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> (StatusCode, Json<Value>) {
    answer(shared.dispute(&id))
}

#[derive(Deserialize)]
pub(crate) struct Close {
    outcome: Outcome,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Won,
    Lost,
}

pub(crate) async fn close_dispute(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Query(close): Query<Close>,
) -> (StatusCode, Json<Value>) {
    answer(shared.close_dispute(&id, close.outcome == Outcome::Won))
}

pub(crate) async fn fail_refund(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> (StatusCode, Json<Value>) {
    answer(shared.fail_refund(&id))
}

pub(crate) async fn delete_customer(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> (StatusCode, Json<Value>) {
    answer(shared.delete_customer(&id))
}

#[derive(Deserialize)]
pub(crate) struct Settle {
    succeeds: bool,
}

pub(crate) async fn settle_processing(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Query(settle): Query<Settle>,
) -> (StatusCode, Json<Value>) {
    answer(shared.settle_processing(&id, settle.succeeds))
}

#[derive(Deserialize)]
pub(crate) struct SecretKey {
    state: KeyState,
}

pub(crate) async fn set_key_state(
    State(shared): State<Arc<Shared>>,
    Json(key): Json<SecretKey>,
) -> StatusCode {
    shared.set_key_state(key.state);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
pub(crate) struct Minimum {
    currency: String,
    amount: i64,
}

pub(crate) async fn set_settlement_minimum(
    State(shared): State<Arc<Shared>>,
    Json(Minimum { currency, amount }): Json<Minimum>,
) -> StatusCode {
    shared.books().minimums.insert(currency, amount);
    StatusCode::NO_CONTENT
}

fn answer(result: Result<Value>) -> (StatusCode, Json<Value>) {
    match result {
        Ok(object) => (StatusCode::OK, Json(object)),
        Err(error) => (error.status, Json(error.body())),
    }
}

pub(crate) async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let counts = COUNTED.map(|kind| (kind.to_owned(), Value::from(shared.all(kind).len())));
    Json(json!({ "url": shared.url, "objects": serde_json::Map::from_iter(counts) }))
}
