//! Control endpoints that Stripe does not have: faults, bank decisions and the simulator's state.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Html,
    routing::{MethodRouter, get, post},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::{
    customers, disputes,
    error::Result,
    faults::Fault,
    payments, refunds, setup_intents,
    state::{KeyState, SimulatorState},
    store::Store,
};

/// Kinds of objects whose number is part of the state.
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

type Shared = State<Arc<SimulatorState>>;

pub(crate) fn routes() -> Router<Arc<SimulatorState>> {
    Router::new()
        .route("/faults", setting(|state, fault: Fault| state.faults.inject(fault)))
        .route("/release", post(release))
        .route("/webhook_url", setting(|state, body: WebhookUrl| state.set_webhook_url(body.url)))
        .route("/authenticate/{id}", get(bank_page).post(authenticate_intent))
        .route("/disputes/{id}", action(disputes::open))
        .route("/disputes/{id}/close", action_with(close_dispute))
        .route("/refunds/{id}/fail", action(refunds::fail))
        .route("/customers/{id}/delete", action(customers::delete))
        .route("/payment_intents/{id}/settle", action_with(settle_processing))
        .route("/secret_key", setting(|state, key: SecretKey| state.set_key_state(key.state)))
        .route("/settlement_minimum", setting(set_settlement_minimum))
        .route("/state", get(state))
}

/// An endpoint that applies a JSON body.
fn setting<T: DeserializeOwned + Send + 'static>(
    apply: fn(&SimulatorState, T),
) -> MethodRouter<Arc<SimulatorState>> {
    post(move |State(state): Shared, Json(value): Json<T>| async move {
        apply(&state, value);
        StatusCode::NO_CONTENT
    })
}

/// An endpoint that changes the object in its path.
fn action(operation: fn(&mut Store, &str) -> Result<Value>) -> MethodRouter<Arc<SimulatorState>> {
    post(move |State(state): Shared, Path(id): Path<String>| async move {
        respond(state.transact(|store| operation(store, &id)))
    })
}

/// The same with query parameters.
fn action_with<Q: DeserializeOwned + Send + 'static>(
    operation: fn(&mut Store, &str, Q) -> Result<Value>,
) -> MethodRouter<Arc<SimulatorState>> {
    post(move |State(state): Shared, Path(id): Path<String>, Query(query): Query<Q>| async move {
        respond(state.transact(|store| operation(store, &id, query)))
    })
}

fn respond(result: Result<Value>) -> (StatusCode, Json<Value>) {
    match result {
        Ok(object) => (StatusCode::OK, Json(object)),
        Err(error) => (error.status, Json(error.body())),
    }
}

async fn release(State(state): Shared) -> StatusCode {
    state.released.notify_waiters();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct WebhookUrl {
    url: Option<String>,
}

#[derive(Deserialize)]
struct SecretKey {
    state: KeyState,
}

#[derive(Deserialize)]
struct Minimum {
    currency: String,
    amount: i64,
}

fn set_settlement_minimum(state: &SimulatorState, Minimum { currency, amount }: Minimum) {
    state.store().minimums.insert(currency, amount);
}

/// The bank's page for 3-D Secure.
async fn bank_page(Path(id): Path<String>) -> Html<String> {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    Html(format!(
        "<!doctype html><meta name=viewport content='width=device-width'><title>Your bank</title>\
         <h1>Your bank asks</h1><p>Do you approve {safe}?</p>\
         <form method=post><button name=outcome value=succeed>Approve</button> <button \
         name=outcome value=fail>Refuse</button></form>"
    ))
}

async fn authenticate_intent(
    State(state): Shared,
    Path(id): Path<String>,
    body: String,
) -> (StatusCode, Json<Value>) {
    respond(state.transact(|store| authenticate(store, &id, !body.contains("fail"))))
}

/// Completes the authentication of a SetupIntent or PaymentIntent.
pub(crate) fn authenticate(store: &mut Store, id: &str, succeeds: bool) -> Result<Value> {
    if id.starts_with("seti_") {
        setup_intents::authenticate(store, id, succeeds)
    } else {
        payments::authenticate(store, id, succeeds)
    }
}

#[derive(Deserialize)]
struct Close {
    outcome: Outcome,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Won,
    Lost,
}

fn close_dispute(store: &mut Store, id: &str, Close { outcome }: Close) -> Result<Value> {
    disputes::close(store, id, outcome == Outcome::Won)
}

#[derive(Deserialize)]
struct Settle {
    succeeds: bool,
}

fn settle_processing(store: &mut Store, id: &str, Settle { succeeds }: Settle) -> Result<Value> {
    payments::settle_processing(store, id, succeeds)
}

async fn state(State(state): Shared) -> Json<Value> {
    let counts = COUNTED.map(|kind| (kind.to_owned(), Value::from(state.all(kind).len())));
    Json(json!({ "url": state.url, "objects": Map::from_iter(counts) }))
}
