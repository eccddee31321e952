//! Holds and cancels random spots in a closed loop, one driver per connection.

use std::{
    rc::Rc,
    time::{Duration, Instant},
};

use rand::RngExt;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{connection::Connection, run_clients, summary};

#[derive(Deserialize)]
pub(crate) struct Scenario {
    address: String,
    seconds: u64,
    drivers: Vec<Driver>,
    spots: u64,
    starts_at: String,
    /// Confirms the hold at once with the saved card.
    confirm: bool,
}

#[derive(Deserialize, Clone)]
pub(crate) struct Driver {
    pub(crate) token: String,
    card_id: Option<String>,
}

/// Measures pairs of hold and cancellation.
pub(crate) async fn run(scenario: Scenario) -> Value {
    let duration = Duration::from_secs(scenario.seconds);
    let (scenario, end) = (Rc::new(scenario), Instant::now() + duration);
    let clients = (0..scenario.drivers.len()).map(|n| client(Rc::clone(&scenario), n, end));
    summary(run_clients(clients).await, duration)
}

async fn client(scenario: Rc<Scenario>, number: usize, end: Instant) -> Vec<Duration> {
    let mut connection = Connection::open(&scenario.address).await;
    let (driver, starts_at) = (&scenario.drivers[number], Some(&*scenario.starts_at));
    let card = driver.card_id.as_ref().filter(|_| scenario.confirm);
    let status = if scenario.confirm { "confirmed" } else { "held" };
    let mut latencies = Vec::new();
    while Instant::now() < end {
        let spot = spot_id(rand::rng().random_range(0..scenario.spots));
        let start = Instant::now();
        let held = hold(&mut connection, &driver.token, &spot, starts_at, card).await;
        let Some(held) = held else { continue };
        assert_eq!(held["reservation"]["status"], status, "{held}");
        cancel(&mut connection, &driver.token, &held).await;
        latencies.push(start.elapsed());
    }
    latencies
}

/// The id that `xtask/bench/seed.sql` gives a spot.
pub(crate) fn spot_id(number: u64) -> String {
    format!("00000000-0000-7000-8001-{number:012x}")
}

/// Holds a spot for an hour, from now by default; `None` when it is taken.
pub(crate) async fn hold(
    connection: &mut Connection,
    token: &str,
    spot: &str,
    starts_at: Option<&str>,
    card: Option<&String>,
) -> Option<Value> {
    let body = json!({ "spot_id": spot, "starts_at": starts_at, "duration_seconds": 3_600,
        "card_id": card });
    let (status, response) =
        connection.post("/api/v1/reservations", Some(token), Some(&body)).await;
    assert!(status == 201 || response["code"] == "spot_taken", "{status}: {response}");
    (status == 201).then_some(response)
}

pub(crate) async fn cancel(connection: &mut Connection, token: &str, held: &Value) {
    let id = held["reservation"]["id"].as_str().unwrap();
    let path = format!("/api/v1/reservations/{id}/cancel");
    let (status, response) = connection.post(&path, Some(token), None).await;
    assert_eq!(status, 200, "{response}");
}
