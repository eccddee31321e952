//! The box of a map view, as a query parameter.

use serde::{Deserialize, Deserializer, de::Error};
use shared::places::domain::position::{Bounds, SWAPPED};

use super::non_empty;

/// Maximum size of the box, in degrees: about 55 km from south to north.
pub(crate) const MAX_BOX_DEGREES: f64 = 0.5;
/// Maximum size of a box for streets, in degrees: about 11 km from south to north.
const MAX_NEAR_BOX_DEGREES: f64 = 0.1;
/// Maximum size of a box for counts, in degrees: a wide window over a region.
const MAX_WIDE_BOX_DEGREES: f64 = 8.0;

/// `west,south,east,north` in degrees. An empty text counts as absent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BoundingBox(pub(crate) Bounds);

impl<'de> Deserialize<'de> for BoundingBox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(&non_empty(deserializer)?, MAX_BOX_DEGREES).map(Self).map_err(D::Error::custom)
    }
}

/// Like [`BoundingBox`], at most [`MAX_WIDE_BOX_DEGREES`] each way, for counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WideBox(pub(crate) Bounds);

impl<'de> Deserialize<'de> for WideBox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(&non_empty(deserializer)?, MAX_WIDE_BOX_DEGREES).map(Self).map_err(D::Error::custom)
    }
}

/// Like [`BoundingBox`], at most [`MAX_NEAR_BOX_DEGREES`] each way, for streets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NearBox(pub(crate) Bounds);

impl<'de> Deserialize<'de> for NearBox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(&non_empty(deserializer)?, MAX_NEAR_BOX_DEGREES).map(Self).map_err(D::Error::custom)
    }
}

fn parse(text: &str, most: f64) -> Result<Bounds, String> {
    let edges: Vec<f64> = text.split(',').filter_map(|edge| edge.trim().parse().ok()).collect();
    let &[west, south, east, north] = edges.as_slice() else {
        return Err("malformed: must be four numbers: west,south,east,north".to_owned());
    };
    let within = |edge: f64, limit: f64| edge.is_finite() && edge.abs() <= limit;
    if !(within(west, 180.0) && within(east, 180.0) && within(south, 90.0) && within(north, 90.0)) {
        return Err("out_of_range: must be degrees: west,south,east,north".to_owned());
    }
    let bounds = Bounds { west, south, east, north };
    if bounds.is_swapped() {
        return Err(format!("swapped: {SWAPPED}"));
    }
    if bounds.width() > most || north - south > most {
        return Err(format!("too_large: must be at most {most} degrees each way"));
    }
    Ok(bounds)
}
