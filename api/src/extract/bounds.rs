use shared::places::domain::position::{Bounds, SWAPPED};

use super::Query;

/// Maximum size of the box, in degrees: about 55 km from south to north.
const MAX_BOX_DEGREES: f64 = 0.5;

/// Parses the parameter `bbox`, the box of a map view.
pub(crate) fn read_bounds(query: &mut Query) -> Option<Bounds> {
    let edges: Vec<f64> =
        query.text("bbox")?.split(',').filter_map(|edge| edge.trim().parse().ok()).collect();
    let &[west, south, east, north] = edges.as_slice() else {
        return query.wrong("bbox", "malformed", "must be four numbers: west,south,east,north");
    };
    let within = |edge: f64, most: f64| edge.is_finite() && edge.abs() <= most;
    if !(within(west, 180.0) && within(east, 180.0) && within(south, 90.0) && within(north, 90.0)) {
        return query.wrong("bbox", "out_of_range", "must be degrees: west,south,east,north");
    }
    let bounds = Bounds { west, south, east, north };
    if bounds.is_swapped() {
        return query.wrong("bbox", "swapped", SWAPPED);
    }
    if bounds.width() > MAX_BOX_DEGREES || north - south > MAX_BOX_DEGREES {
        return query.wrong(
            "bbox",
            "too_large",
            format!("must be at most {MAX_BOX_DEGREES} degrees each way"),
        );
    }
    Some(bounds)
}
