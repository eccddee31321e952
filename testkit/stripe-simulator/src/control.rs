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
    disputes,
    error::Result,
    faults::Fault,
    lists::COLLECTIONS,
    payments, refunds, setup_intents,
    state::{KeyState, SimulatorState},
    store::Store,
};

type Shared = State<Arc<SimulatorState>>;

pub(crate) fn routes() -> Router<Arc<SimulatorState>> {
    Router::new()
        .route("/faults", setting(|store, fault: Fault| store.faults.0.push(fault)))
        .route("/secret_key", setting(|store, key: SecretKey| store.key_state = key.state))
        .route("/settlement_minimum", setting(set_settlement_minimum))
        .route("/authenticate/{id}", get(bank_page).post(authenticate_intent))
        .route("/disputes/{id}", action(|store, id, _: Value| disputes::open(store, id)))
        .route("/disputes/{id}/close", action(close_dispute))
        .route("/refunds/{id}/fail", action(|store, id, _: Value| refunds::fail(store, id)))
        .route("/payment_intents/{id}/settle", action(settle_processing))
        .route("/state", get(state))
}

/// An endpoint that applies a JSON body.
fn setting<T: DeserializeOwned + Send + 'static>(
    apply: fn(&mut Store, T),
) -> MethodRouter<Arc<SimulatorState>> {
    post(move |State(state): Shared, Json(value): Json<T>| async move {
        apply(&mut state.store.lock(), value);
        StatusCode::NO_CONTENT
    })
}

/// An endpoint that changes the object in its path, with query parameters.
fn action<Q: DeserializeOwned + Send + 'static>(
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

#[derive(Deserialize)]
struct SecretKey {
    state: KeyState,
}

#[derive(Deserialize)]
struct Minimum {
    currency: String,
    amount: i64,
}

fn set_settlement_minimum(store: &mut Store, Minimum { currency, amount }: Minimum) {
    store.minimums.insert(currency, amount);
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
    let store = state.store.lock();
    let counts = COLLECTIONS.iter().map(|(_, kind, _)| {
        let count = store.all(kind).len();
        ((*kind).to_owned(), count.into())
    });
    Json(json!({ "url": state.url, "objects": Map::from_iter(counts) }))
}
