//! The control endpoints of tests.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post, put},
};
use serde::Deserialize;
use tokio::time::timeout;

use crate::{
    CameraAnswer, Config, Direction, Fault, Reading, Scanned, Snapshot, camera, reader,
    state::SimulatorState,
};

/// Time in which a new gateway has to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

type Shared = State<Arc<SimulatorState>>;

#[derive(Deserialize)]
struct SetNetwork {
    offline: bool,
}

#[derive(Deserialize)]
struct SetFault {
    /// `null` ends the fault.
    fault: Option<Fault>,
}

#[derive(Deserialize)]
struct Scan {
    direction: Direction,
    pass: String,
}

pub(crate) fn router(state: Arc<SimulatorState>) -> Router {
    let control = Router::new()
        .route("/state", get(show_state))
        .route("/config", put(set_config))
        .route("/network", put(set_network))
        .route("/fault", put(set_fault))
        .route("/scan", post(scan))
        .route("/camera", post(read_plate));
    Router::new().nest("/_simulator", control).with_state(state)
}

async fn show_state(State(state): Shared) -> Json<Snapshot> {
    Json(state.snapshot())
}

/// Replaces the credentials, and waits until the gateway has connected. Responds with those before,
/// so that a test can put them back.
async fn set_config(
    State(state): Shared,
    Json(config): Json<Config>,
) -> Result<Json<Config>, StatusCode> {
    let has_gateway = config.device_key.is_some();
    let before = state.configure(config);
    let connected = timeout(CONNECT_TIMEOUT, state.wait_for(|equipment| equipment.is_connected()));
    if has_gateway && !state.is_offline() && connected.await.is_err() {
        return Err(StatusCode::GATEWAY_TIMEOUT);
    }
    Ok(Json(before))
}

async fn set_network(State(state): Shared, Json(body): Json<SetNetwork>) -> StatusCode {
    state.set_offline(body.offline);
    StatusCode::NO_CONTENT
}

async fn set_fault(State(state): Shared, Json(body): Json<SetFault>) -> StatusCode {
    state.change(|equipment| equipment.fault = body.fault);
    StatusCode::NO_CONTENT
}

async fn scan(State(state): Shared, Json(body): Json<Scan>) -> Json<Scanned> {
    Json(reader::scan(&state, body.direction, &body.pass).await)
}

async fn read_plate(State(state): Shared, Json(body): Json<Reading>) -> Json<CameraAnswer> {
    Json(camera::read(&state, &body).await)
}
