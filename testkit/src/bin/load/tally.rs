//! How long everything took.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinHandle;

/// Waits for all, and puts together what they measured.
pub(crate) async fn gather(clients: Vec<JoinHandle<Vec<Duration>>>) -> Vec<Duration> {
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    times
}

/// How many a second, and the times that half and 99 of 100 stay below, in milliseconds.
pub(crate) fn figures(mut times: Vec<Duration>, within: Duration) -> Value {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
    let rate = f64::from(u32::try_from(times.len()).unwrap()) / within.as_secs_f64();
    json!({ "rate": rate, "p50": at(50), "p99": at(99) })
}
