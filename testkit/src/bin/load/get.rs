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
    let Scenario { address, connections, seconds, paths } = scenario;
    let path = move || paths[rand::rng().random_range(0..paths.len())].clone();
    request(&address, connections, seconds, path).await
}

/// Requests the paths that `path` returns.
pub(crate) async fn request(
    address: &str,
    connections: usize,
    seconds: u64,
    path: impl Fn() -> String + 'static,
) -> Value {
    let duration = Duration::from_secs(seconds);
    let (path, end) = (Rc::new(path), Instant::now() + duration);
    let clients = (0..connections).map(|_| client(address.to_owned(), Rc::clone(&path), end));
    summary(run_clients(clients).await, duration)
}

async fn client(address: String, path: Rc<impl Fn() -> String>, end: Instant) -> Vec<Duration> {
    let mut connection = Connection::open(&address).await;
    let mut latencies = Vec::new();
    while Instant::now() < end {
        let path = path();
        let start = Instant::now();
        assert_eq!(connection.get(&path).await.0, 200, "{path}");
        latencies.push(start.elapsed());
    }
    latencies
}
