//! Check-ins and check-outs in a closed loop, with one account per connection. Each connection
//! keeps some visits open, so that every visit has lasted for a second when it ends: one that ends
//! before its first full second is cancelled, which is another use case.

use std::{
    collections::VecDeque,
    rc::Rc,
    time::{Duration, Instant},
};

use rand::RngExt;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{connection::Connection, hold::Driver, run_clients, summary};

/// Minimum duration of a visit. It begins with the next full second.
const MIN_VISIT: Duration = Duration::from_millis(1_100);

#[derive(Deserialize)]
pub(crate) struct Scenario {
    address: String,
    seconds: u64,
    drivers: Vec<Driver>,
    sites: Vec<Site>,
    /// Number of open visits of each connection.
    depth: usize,
}

/// Contents of the codes of a site.
#[derive(Deserialize)]
struct Site {
    entrance: String,
    exit: String,
}

struct Visit {
    id: String,
    site: usize,
    began: Instant,
}

/// Measures pairs of a check-in and the check-out of the visit that has been open for longest.
pub(crate) async fn run(scenario: Scenario) -> Value {
    let duration = Duration::from_secs(scenario.seconds);
    let scenario = Rc::new(scenario);
    let clients = (0..scenario.drivers.len()).map(|n| client(Rc::clone(&scenario), n, duration));
    summary(run_clients(clients).await, duration)
}

/// The visits that are open at first, and those that remain, are not measured.
async fn client(scenario: Rc<Scenario>, number: usize, duration: Duration) -> Vec<Duration> {
    let mut connection = Connection::open(&scenario.address).await;
    let token = scenario.drivers[number].token.as_str();
    let (mut open, mut latencies) = (VecDeque::new(), Vec::new());
    for _ in 0..scenario.depth {
        open.push_back(enter(&mut connection, &scenario, token).await);
    }
    wait_for(&open).await;
    let end = Instant::now() + duration;
    while Instant::now() < end {
        wait_for(&open).await;
        let start = Instant::now();
        let entered = enter(&mut connection, &scenario, token).await;
        leave(&mut connection, &scenario, token, open.pop_front().unwrap()).await;
        latencies.push(start.elapsed());
        open.push_back(entered);
    }
    for visit in open {
        leave(&mut connection, &scenario, token, visit).await;
    }
    latencies
}

/// Waits until the oldest visit may end.
async fn wait_for(open: &VecDeque<Visit>) {
    let oldest = open.front().unwrap();
    tokio::time::sleep_until((oldest.began + MIN_VISIT).into()).await;
}

async fn enter(connection: &mut Connection, scenario: &Scenario, token: &str) -> Visit {
    let site = rand::rng().random_range(0..scenario.sites.len());
    // Another installation of the app for each vehicle.
    let body = json!({ "code": scenario.sites[site].entrance, "app_device": Uuid::new_v4() });
    let began = Instant::now();
    let (status, visit) = connection.post("/api/v1/visits", Some(token), Some(&body)).await;
    assert_eq!(status, 201, "{visit}");
    Visit { id: visit["id"].as_str().unwrap().to_owned(), site, began }
}

async fn leave(connection: &mut Connection, scenario: &Scenario, token: &str, visit: Visit) {
    let body = json!({ "code": scenario.sites[visit.site].exit });
    let path = format!("/api/v1/visits/{}/exit", visit.id);
    let (status, left) = connection.post(&path, Some(token), Some(&body)).await;
    assert_eq!(status, 200, "{left}");
}
