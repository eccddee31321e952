//! Searches: as many connections as asked for, each asks again as soon as it is answered.

use std::{
    rc::Rc,
    time::{Duration, Instant},
};

use rand::RngExt;
use serde::Deserialize;
use serde_json::Value;

use crate::{connection::Connection, tally};

/// Around these positions, each time a little further.
#[derive(Deserialize)]
pub(crate) struct Order {
    address: String,
    connections: usize,
    seconds: u64,
    /// Degrees north and east.
    around: Vec<(f64, f64)>,
    /// How far from them, in degrees.
    stray: f64,
    /// A box that is so high and wide, in degrees, instead of a circle.
    size: Option<(f64, f64)>,
    /// The rest of the question.
    query: String,
}

/// Measures.
pub(crate) async fn run(order: Order) -> Value {
    let within = Duration::from_secs(order.seconds);
    let (order, until) = (Rc::new(order), Instant::now() + within);
    let local = tokio::task::LocalSet::new();
    let clients = (0..order.connections)
        .map(|_| local.spawn_local(client(Rc::clone(&order), until)))
        .collect();
    tally::figures(local.run_until(tally::gather(clients)).await, within)
}

async fn client(order: Rc<Order>, until: Instant) -> Vec<Duration> {
    let mut connection = Connection::open(&order.address).await;
    let mut times = Vec::new();
    while Instant::now() < until {
        let path = order.path();
        let start = Instant::now();
        assert_eq!(connection.get(&path).await, 200, "{path}");
        times.push(start.elapsed());
    }
    times
}

impl Order {
    fn path(&self) -> String {
        let mut rng = rand::rng();
        let (lat, lng) = self.around[rng.random_range(0..self.around.len())];
        let mut near = |degrees: f64| degrees + rng.random_range(-self.stray..=self.stray);
        let (lat, lng) = (near(lat), near(lng));
        let area = match self.size {
            None => format!("lat={lat:.6}&lng={lng:.6}"),
            Some((high, wide)) => format!(
                "bbox={:.6},{:.6},{:.6},{:.6}",
                lng - wide / 2.0,
                lat - high / 2.0,
                lng + wide / 2.0,
                lat + high / 2.0
            ),
        };
        format!("/api/v1/spots?{area}&{}", self.query)
    }
}
