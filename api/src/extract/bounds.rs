//! The box of a map view, as a query parameter.

use serde::{Deserialize, Deserializer, de::Error};
use shared::places::domain::position::{Bounds, SWAPPED};

use super::non_empty;

/// Maximum size of the box, in degrees: about 55 km from south to north.
const MAX_BOX_DEGREES: f64 = 0.5;

/// `west,south,east,north` in degrees. An empty text counts as absent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BoundingBox(pub(crate) Bounds);

impl<'de> Deserialize<'de> for BoundingBox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(&non_empty(deserializer)?).map(Self).map_err(D::Error::custom)
    }
}

fn parse(text: &str) -> Result<Bounds, String> {
    let edges: Vec<f64> = text.split(',').filter_map(|edge| edge.trim().parse().ok()).collect();
    let &[west, south, east, north] = edges.as_slice() else {
        return Err("malformed: must be four numbers: west,south,east,north".to_owned());
    };
    let within = |edge: f64, most: f64| edge.is_finite() && edge.abs() <= most;
    if !(within(west, 180.0) && within(east, 180.0) && within(south, 90.0) && within(north, 90.0)) {
        return Err("out_of_range: must be degrees: west,south,east,north".to_owned());
    }
    let bounds = Bounds { west, south, east, north };
    if bounds.is_swapped() {
        return Err(format!("swapped: {SWAPPED}"));
    }
    if bounds.width() > MAX_BOX_DEGREES || north - south > MAX_BOX_DEGREES {
        return Err(format!("too_large: must be at most {MAX_BOX_DEGREES} degrees each way"));
    }
    Ok(bounds)
}
