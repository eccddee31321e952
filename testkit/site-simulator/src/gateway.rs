//! The gateway: it follows the commands of its lanes, and reports its events.

use std::{convert::Infallible, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::Deserialize;
use serde_json::json;
use tokio::time::sleep;
use uuid::Uuid;

use crate::{
    Fault, Lane, OpenedBy,
    api::{Failure, RETRY_INTERVAL, send},
    events::report,
    pass::PassKey,
    state::{Equipment, SimulatorState},
};

/// Longest wait for a command, in seconds.
const WAIT_S: u64 = 25;
/// Time after which a response is given up: longer than the wait.
const TIMEOUT: Duration = Duration::from_secs(WAIT_S + 10);

/// The answer to `GET /api/v1/device`.
#[derive(Deserialize)]
struct OwnDevice {
    site_id: Uuid,
    time: DateTime<Utc>,
    lanes: Vec<Lane>,
    anti_passback: String,
    keys_path: String,
}

/// The answer to `GET /api/v1/device/commands`.
#[derive(Deserialize)]
struct Commands {
    now: DateTime<Utc>,
    commands: Vec<Command>,
}

#[derive(Deserialize)]
struct Command {
    id: Uuid,
    lane_id: Uuid,
    kind: String,
    nonce: String,
    expires_at: DateTime<Utc>,
}

/// Plays the gateway of the current configuration.
pub(crate) async fn run(state: Arc<SimulatorState>) {
    let mut config = state.config.subscribe();
    loop {
        let key = config.borrow_and_update().device_key.clone();
        let play = async {
            match &key {
                Some(key) => {
                    tokio::join!(follow(&state, key), report(&state, key));
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = config.changed() => if changed.is_err() { return },
            () = play => {}
        }
    }
}

/// Connects, and executes commands until the end of the program.
async fn follow(state: &SimulatorState, key: &str) {
    loop {
        state.until_online().await;
        let Err(_) = execute_all(state, key).await;
        sleep(RETRY_INTERVAL).await;
    }
}

async fn execute_all(state: &SimulatorState, key: &str) -> Result<Infallible, Failure> {
    connect(state, key).await?;
    let path = format!("/device/commands?wait={WAIT_S}");
    loop {
        let request = state.api.of_device(Method::GET, key, &path).timeout(TIMEOUT);
        let (_, body) = state.while_online(send(request)).await?;
        let found: Commands = serde_json::from_value(body).map_err(|_| Failure::Unreachable)?;
        state.clock.set(found.now);
        for command in found.commands {
            execute(state, key, &command).await?;
        }
    }
}

/// Reads the lanes, the rules of the site, the time and the keys of passes.
async fn connect(state: &SimulatorState, key: &str) -> Result<(), Failure> {
    let request = state.api.of_device(Method::GET, key, "/device").timeout(TIMEOUT);
    let (_, body) = state.while_online(send(request)).await?;
    let device: OwnDevice = serde_json::from_value(body).map_err(|_| Failure::Unreachable)?;
    let request = state.api.request(Method::GET, &device.keys_path).timeout(TIMEOUT);
    let (_, body) = state.while_online(send(request)).await?;
    state.clock.set(device.time);
    state.change(|equipment| {
        equipment.site_id = Some(device.site_id);
        equipment.checks_passback = device.anti_passback != "off";
        equipment.keys = PassKey::read_all(&body);
        equipment.lanes = device.lanes.into_iter().map(|lane| equipment.known(lane)).collect();
    });
    Ok(())
}

/// Executes a command, unless it has expired or is of another kind, and reports the outcome.
async fn execute(state: &SimulatorState, key: &str, command: &Command) -> Result<(), Failure> {
    let now = state.clock.now();
    let (outcome, is_lost) = state.change(|equipment| {
        (equipment.execute(command, now), equipment.fault == Some(Fault::LoseOutcome))
    });
    let Some(outcome) = outcome.filter(|_| !is_lost) else { return Ok(()) };
    let path = format!("/device/commands/{}/outcome", command.id);
    let request = state.api.of_device(Method::POST, key, &path).timeout(TIMEOUT);
    let body = json!({ "nonce": command.nonce, "outcome": outcome });
    match state.while_online(send(request.json(&body))).await {
        // It came too late, and says so.
        Ok(_) | Err(Failure::Refused { .. }) => Ok(()),
        Err(unreachable) => Err(unreachable),
    }
}

impl Equipment {
    /// Returns a lane with what is known about its barrier.
    fn known(&self, lane: Lane) -> Lane {
        let before = self.lanes.iter().find(|one| one.id == lane.id);
        let openings = before.map(|lane| lane.openings.clone()).unwrap_or_default();
        Lane { openings, ..lane }
    }

    /// Opens the barrier of a command. Returns the outcome; of a command that is delivered again,
    /// the first one.
    fn execute(&mut self, command: &Command, now: DateTime<Utc>) -> Option<&'static str> {
        if let Some(known) = self.executed.get(&command.id) {
            return Some(known);
        }
        if command.kind != "open" || command.expires_at <= now {
            return None;
        }
        let has_opened = self.open(command.lane_id, OpenedBy::Command, Some(command.id), now);
        let outcome = if has_opened { "opened" } else { "failed" };
        self.executed.insert(command.id, outcome);
        if has_opened {
            self.note("passed", command.lane_id, now, None);
        }
        Some(outcome)
    }
}
