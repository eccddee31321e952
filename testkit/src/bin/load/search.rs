//! Searches in a closed loop, one client per connection.

use rand::RngExt;
use serde::Deserialize;
use serde_json::Value;

use crate::get;

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
    let Scenario { connections, seconds, .. } = scenario;
    let address = scenario.address.clone();
    get::request(&address, connections, seconds, move || scenario.path()).await
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
