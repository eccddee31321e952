//! Requests of random paths in a closed loop, one client per connection.

use std::{
    rc::Rc,
    time::{Duration, Instant},
};

use rand::RngExt;
use serde::Deserialize;
use serde_json::Value;

use crate::{connection::Connection, run_clients, summary};

#[derive(Deserialize)]
pub(crate) struct Scenario {
    address: String,
    connections: usize,
    seconds: u64,
    paths: Vec<String>,
}

pub(crate) async fn run(scenario: Scenario) -> Value {
    let duration = Duration::from_secs(scenario.seconds);
    let (scenario, end) = (Rc::new(scenario), Instant::now() + duration);
    let clients = (0..scenario.connections).map(|_| client(Rc::clone(&scenario), end));
    summary(run_clients(clients).await, duration)
}

async fn client(scenario: Rc<Scenario>, end: Instant) -> Vec<Duration> {
    let mut connection = Connection::open(&scenario.address).await;
    let mut latencies = Vec::new();
    while Instant::now() < end {
        let path = &scenario.paths[rand::rng().random_range(0..scenario.paths.len())];
        let start = Instant::now();
        assert_eq!(connection.get(path).await.0, 200, "{path}");
        latencies.push(start.elapsed());
    }
    latencies
}
