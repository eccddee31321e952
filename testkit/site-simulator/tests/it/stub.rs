//! An api with the routes that equipment calls, which records their requests.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use parking_lot::Mutex;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use site_simulator::{Config, Settings, Simulator};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use uuid::Uuid;

/// The time of the service, in seconds since 1970: 2030-06-03T13:00:00Z.
pub const NOW: u32 = 1_906_722_000;
pub const KEY: &str = "dev_test";
pub const SITE: Uuid = Uuid::from_u128(1);
pub const LANE_IN: Uuid = Uuid::from_u128(2);
pub const LANE_OUT: Uuid = Uuid::from_u128(3);

/// A recorded request.
#[derive(Debug, Clone)]
pub struct Received {
    pub path: String,
    pub content_type: String,
    pub body: Vec<u8>,
}

pub struct Stub {
    state: Arc<StubState>,
    url: String,
    serving: JoinHandle<()>,
}

struct StubState {
    key: SigningKey,
    /// Commands without an outcome.
    commands: watch::Sender<Vec<Value>>,
    received: watch::Sender<Vec<Received>>,
    /// Path of posts that fail, and their number.
    failures: Mutex<(String, u32)>,
    scan: Mutex<Value>,
}

impl Stub {
    pub async fn start() -> Self {
        let state = Arc::new(StubState {
            key: SigningKey::from_bytes(&[7; 32]),
            commands: watch::Sender::new(Vec::new()),
            received: watch::Sender::new(Vec::new()),
            failures: Mutex::default(),
            scan: Mutex::new(json!({ "opens": true, "reason": null, "command_id": null })),
        });
        let router = Router::new()
            .route("/api/v1/device", get(device))
            .route("/api/v1/keys", get(keys))
            .route("/api/v1/device/commands", get(commands))
            .route("/api/v1/{*path}", post(receive))
            .with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { state, url, serving }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// A simulator of this api, whose gateway has connected.
    pub async fn simulator(&self) -> Simulator {
        let camera = |name: &str| Some(format!("http://park.example/api/v1/camera-reads/{name}"));
        let config = Config {
            device_key: Some(KEY.to_owned()),
            camera_in: camera("in"),
            camera_out: camera("out"),
            ..Config::default()
        };
        let simulator = Simulator::start(Settings::of(&self.url, config)).await.unwrap();
        simulator.wait_until_connected().await;
        simulator
    }

    /// Issues a command that expires some seconds from now.
    pub fn command(&self, lane: Uuid, expires_in: i64) -> Uuid {
        let id = Uuid::new_v4();
        let expires_at = i64::from(NOW) + expires_in;
        let expires_at = chrono::DateTime::from_timestamp(expires_at, 0).unwrap();
        let command = json!({ "id": id, "lane_id": lane, "kind": "open", "nonce": "nonce",
            "issued_at": "2030-06-03T13:00:00Z", "expires_at": expires_at });
        self.state.commands.send_modify(|commands| commands.push(command));
        id
    }

    /// Lets the next posts fail whose path contains a text.
    pub fn fail_next(&self, path: &str, count: u32) {
        *self.state.failures.lock() = (path.to_owned(), count);
    }

    pub fn answer_scans(&self, answer: Value) {
        *self.state.scan.lock() = answer;
    }

    /// A pass with a validity in seconds from now.
    pub fn pass(&self, site: Uuid, subject: u128, from: i64, until: i64) -> String {
        let time = |offset: i64| u32::try_from(i64::from(NOW) + offset).unwrap().to_be_bytes();
        let [byte, ..] =
            <[u8; 32]>::from(Sha256::digest(self.state.key.verifying_key().as_bytes()));
        let mut pass = vec![1, byte, 2];
        pass.extend(subject.to_be_bytes());
        pass.extend(site.as_bytes());
        pass.extend(time(from));
        pass.extend(time(until));
        let signed = [b"curbhold-pass-v1".as_slice(), &pass].concat();
        pass.extend(self.state.key.sign(&signed).to_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(pass)
    }

    /// The posts whose path contains a text.
    pub fn received(&self, path: &str) -> Vec<Received> {
        let received = self.state.received.borrow();
        received.iter().filter(|one| one.path.contains(path)).cloned().collect()
    }

    /// Waits for posts whose path contains a text.
    pub async fn wait_for(&self, path: &str, count: usize) {
        let mut received = self.state.received.subscribe();
        let is_wanted = |one: &&Received| one.path.contains(path);
        let has_all = |all: &Vec<Received>| all.iter().filter(is_wanted).count() >= count;
        drop(received.wait_for(has_all).await.unwrap());
    }
}

impl StubState {
    /// Returns whether a post fails, and counts it.
    fn fails(&self, path: &str) -> bool {
        let (failing, count) = &mut *self.failures.lock();
        let fails = *count > 0 && path.contains(failing.as_str());
        *count -= u32::from(fails);
        fails
    }
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

type Shared = State<Arc<StubState>>;

fn is_authorized(headers: &HeaderMap) -> bool {
    headers.get("authorization").is_some_and(|value| value == &format!("Bearer {KEY}"))
}

async fn device(headers: HeaderMap) -> Response {
    if !is_authorized(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(json!({ "device_id": Uuid::nil(), "site_id": SITE, "name": "Gateway", "kind": "gateway",
        "time": "2030-06-03T13:00:00Z", "anti_passback": "soft", "keys_path": "/api/v1/keys",
        "lanes": [{ "id": LANE_IN, "name": "Entrance", "direction": "in" },
            { "id": LANE_OUT, "name": "Exit", "direction": "out" }] }))
    .into_response()
}

async fn keys(State(state): Shared) -> Json<Value> {
    let key = BASE64_URL_SAFE_NO_PAD.encode(state.key.verifying_key().as_bytes());
    Json(json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "x": key }] }))
}

/// Waits for a command, as the service does.
async fn commands(State(state): Shared) -> Json<Value> {
    let mut commands = state.commands.subscribe();
    let found = commands.wait_for(|commands| !commands.is_empty()).await;
    let found = found.map(|commands| commands.clone()).unwrap_or_default();
    Json(json!({ "now": "2030-06-03T13:00:00Z", "commands": found }))
}

async fn receive(
    State(state): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let content_type = headers.get("content-type").and_then(|value| value.to_str().ok());
    let received = Received {
        path: path.clone(),
        content_type: content_type.unwrap_or_default().to_owned(),
        body: body.to_vec(),
    };
    state.received.send_modify(|all| all.push(received.clone()));
    if state.fails(&path) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if path.starts_with("device/commands/") {
        let is_other = |command: &Value| !path.contains(command["id"].as_str().unwrap());
        state.commands.send_modify(|commands| commands.retain(is_other));
        return StatusCode::NO_CONTENT.into_response();
    }
    if path == "device/scans" {
        return Json(state.scan.lock().clone()).into_response();
    }
    if path.starts_with("camera-reads/") {
        let reads = json!({ "reads": [{ "vendor_event_id": "1", "outcome": "entered" }] });
        return Json(reads).into_response();
    }
    let events = received.json()["events"].as_array().cloned().unwrap_or_default();
    let answer = |event: &Value| {
        let sequence = &event["sequence"];
        json!({ "sequence": sequence, "outcome": "recorded", "visit_id": null })
    };
    let outcomes: Vec<_> = events.iter().map(answer).collect();
    Json(json!({ "outcomes": outcomes })).into_response()
}
