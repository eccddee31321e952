//! Searches in a closed loop, one client per connection.

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
    /// Latitudes and longitudes to search around.
    around: Vec<(f64, f64)>,
    /// Maximum random offset from them, in degrees.
    stray: f64,
    /// Height and width of a bounding box in degrees; `None` searches a circle.
    size: Option<(f64, f64)>,
    query: String,
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
        let path = scenario.path();
        let start = Instant::now();
        assert_eq!(connection.get(&path).await.0, 200, "{path}");
        latencies.push(start.elapsed());
    }
    latencies
}

impl Scenario {
    fn path(&self) -> String {
        let mut rng = rand::rng();
        let (lat, lng) = self.around[rng.random_range(0..self.around.len())];
        let mut near = |degrees: f64| degrees + rng.random_range(-self.stray..=self.stray);
        let (lat, lng) = (near(lat), near(lng));
        let area = match self.size {
            None => format!("lat={lat:.6}&lng={lng:.6}"),
            Some((height, width)) => {
                let (west, south) = (lng - width / 2.0, lat - height / 2.0);
                let (east, north) = (lng + width / 2.0, lat + height / 2.0);
                format!("bbox={west:.6},{south:.6},{east:.6},{north:.6}")
            }
        };
        format!("/api/v1/spots?{area}&{}", self.query)
    }
}
