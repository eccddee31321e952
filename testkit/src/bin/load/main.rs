//! HTTP and WebSocket load generator of `cargo xtask bench`. The only argument is the scenario as
//! JSON; the result is one line of JSON.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement, not a service"
)]

mod connection;
mod contention;
mod get;
mod hold;
mod live;
mod search;
mod sign_in;
mod visit;

use std::time::Duration;

use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::LocalSet;

#[derive(Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
enum Scenario {
    Search(search::Scenario),
    Get(get::Scenario),
    Hold(hold::Scenario),
    Contention(contention::Scenario),
    SignIn(sign_in::Scenario),
    Live(live::Scenario),
    Visit(visit::Scenario),
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let scenario = std::env::args().nth(1).unwrap();
    let result = match serde_json::from_str(&scenario).unwrap() {
        Scenario::Search(scenario) => search::run(scenario).await,
        Scenario::Get(scenario) => get::run(scenario).await,
        Scenario::Hold(scenario) => hold::run(scenario).await,
        Scenario::Contention(scenario) => contention::run(scenario).await,
        Scenario::SignIn(scenario) => sign_in::run(scenario).await,
        Scenario::Live(scenario) => live::run(scenario).await,
        Scenario::Visit(scenario) => visit::run(scenario).await,
    };
    println!("{result}");
}

/// Runs all clients on this thread and returns the latencies that they measured.
async fn run_clients<F: Future<Output = Vec<Duration>> + 'static>(
    clients: impl Iterator<Item = F>,
) -> Vec<Duration> {
    let local = LocalSet::new();
    let clients: Vec<_> = clients.map(|client| local.spawn_local(client)).collect();
    let latencies = local.run_until(join_all(clients)).await;
    latencies.into_iter().flat_map(Result::unwrap).collect()
}

/// Rate per second, and p50 and p99 in milliseconds.
fn summary(mut latencies: Vec<Duration>, duration: Duration) -> Value {
    latencies.sort_unstable();
    let rate = f64::from(u32::try_from(latencies.len()).unwrap()) / duration.as_secs_f64();
    json!({ "rate": rate, "p50": percentile(&latencies, 50), "p99": percentile(&latencies, 99) })
}

/// In milliseconds.
fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100].as_secs_f64() * 1_000.0
}
