//! Many drivers want few spots. Whoever gets one keeps it for a moment, gives it back, and tries
//! again like the others.

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
    tally,
};

/// How long a spot is kept; pgbench does the same.
const KEPT: Duration = Duration::from_millis(5);

/// Who wants what.
#[derive(Deserialize)]
pub(crate) struct Order {
    address: String,
    seconds: u64,
    /// One for each connection.
    drivers: Vec<Driver>,
    /// Numbers of the spots.
    spots: Vec<u64>,
    starts_at: String,
}

#[derive(Default)]
struct Ring {
    /// Spots that somebody has been given and has not yet begun to give back: each but once.
    held: RefCell<HashSet<u64>>,
    won: Cell<u32>,
    lost: Cell<u32>,
    doubles: Cell<u32>,
}

/// Measures; an answer to a hold is one.
pub(crate) async fn run(order: Order) -> Value {
    let within = Duration::from_secs(order.seconds);
    let (order, ring, until) = (Rc::new(order), Rc::new(Ring::default()), Instant::now() + within);
    let local = tokio::task::LocalSet::new();
    let client =
        |number| local.spawn_local(client(Rc::clone(&order), number, Rc::clone(&ring), until));
    let clients = (0..order.drivers.len()).map(client).collect();
    let mut figures = tally::figures(local.run_until(tally::gather(clients)).await, within);
    for (name, count) in [("won", &ring.won), ("lost", &ring.lost), ("doubles", &ring.doubles)] {
        figures[name] = count.get().into();
    }
    figures
}

async fn client(order: Rc<Order>, number: usize, ring: Rc<Ring>, until: Instant) -> Vec<Duration> {
    let mut connection = Connection::open(&order.address).await;
    let token = &order.drivers[number].token;
    let mut times = Vec::new();
    while Instant::now() < until {
        let spot = order.spots[rand::rng().random_range(0..order.spots.len())];
        let start = Instant::now();
        let held = hold(&mut connection, token, &spot_id(spot), &order.starts_at, None).await;
        times.push(start.elapsed());
        let Some(held) = held else {
            ring.lost.set(ring.lost.get() + 1);
            continue;
        };
        ring.won.set(ring.won.get() + 1);
        if !ring.held.borrow_mut().insert(spot) {
            ring.doubles.set(ring.doubles.get() + 1);
        }
        tokio::time::sleep(KEPT).await;
        ring.held.borrow_mut().remove(&spot);
        cancel(&mut connection, token, &held).await;
    }
    times
}
