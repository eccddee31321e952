//! Many drivers compete for few spots. A winner keeps the spot briefly, cancels and tries again.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    rc::Rc,
    time::{Duration, Instant},
};

use rand::RngExt;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    connection::Connection,
    hold::{Driver, cancel, hold, spot_id},
    run_clients, summary,
};

/// Time between hold and cancellation; the pgbench script uses the same.
const KEEP: Duration = Duration::from_millis(5);

#[derive(Deserialize)]
pub(crate) struct Scenario {
    address: String,
    seconds: u64,
    drivers: Vec<Driver>,
    /// Numbers of the spots.
    spots: Vec<u64>,
    starts_at: String,
}

#[derive(Default)]
struct Outcomes {
    /// Spots held and not yet cancelled; a second hold of one of them is a double booking.
    held: RefCell<HashSet<u64>>,
    won: Cell<u32>,
    doubles: Cell<u32>,
}

/// Measures responses to holds.
pub(crate) async fn run(scenario: Scenario) -> Value {
    let duration = Duration::from_secs(scenario.seconds);
    let (scenario, end) = (Rc::new(scenario), Instant::now() + duration);
    let outcomes = Rc::new(Outcomes::default());
    let clients = (0..scenario.drivers.len())
        .map(|number| client(Rc::clone(&scenario), number, Rc::clone(&outcomes), end));
    let mut figures = summary(run_clients(clients).await, duration);
    figures["won"] = outcomes.won.get().into();
    figures["doubles"] = outcomes.doubles.get().into();
    figures
}

async fn client(
    scenario: Rc<Scenario>,
    number: usize,
    outcomes: Rc<Outcomes>,
    end: Instant,
) -> Vec<Duration> {
    let mut connection = Connection::open(&scenario.address).await;
    let token = &scenario.drivers[number].token;
    let increment = |count: &Cell<u32>| count.set(count.get() + 1);
    let mut latencies = Vec::new();
    while Instant::now() < end {
        let spot = scenario.spots[rand::rng().random_range(0..scenario.spots.len())];
        let start = Instant::now();
        let starts_at = Some(&*scenario.starts_at);
        let held = hold(&mut connection, token, &spot_id(spot), starts_at, None).await;
        latencies.push(start.elapsed());
        let Some(held) = held else { continue };
        increment(&outcomes.won);
        if !outcomes.held.borrow_mut().insert(spot) {
            increment(&outcomes.doubles);
        }
        tokio::time::sleep(KEEP).await;
        outcomes.held.borrow_mut().remove(&spot);
        cancel(&mut connection, token, &held).await;
    }
    latencies
}
