//! The distance between a driver and a site.

use serde::Deserialize;

use crate::places::domain::position::Position;

/// Highest inaccuracy of a reported position that is allowed for, in metres.
const MAX_ACCURACY_M: f64 = 100.0;

/// A GeoJSON polygon.
#[derive(Deserialize)]
struct Polygon {
    coordinates: Vec<Vec<[f64; 2]>>,
}

/// Returns the corners of a boundary in GeoJSON; none if it is not a polygon.
pub fn corners_of(boundary: &str) -> Vec<Position> {
    let polygon: Option<Polygon> = serde_json::from_str(boundary).ok();
    let rings = polygon.into_iter().flat_map(|polygon| polygon.coordinates);
    rings.flatten().map(|[lng, lat]| Position { lat, lng }).collect()
}

/// Checks that a position is near a site: inside of its boundary, or at most `geofence_m` metres
/// plus the inaccuracy of the position from its point or from the nearest corner.
///
/// # Errors
/// The distance in metres.
pub fn is_near(
    at: Position,
    accuracy_m: Option<f64>,
    site: Position,
    corners: &[Position],
    geofence_m: i32,
) -> Result<(), i64> {
    let distances = corners.iter().chain([&site]).map(|corner| at.distance_m(*corner));
    let distance_m = distances.fold(f64::INFINITY, f64::min);
    let accuracy_m = accuracy_m.unwrap_or_default().clamp(0.0, MAX_ACCURACY_M);
    if distance_m <= f64::from(geofence_m) + accuracy_m || is_inside(at, corners) {
        return Ok(());
    }
    Err(whole_metres(distance_m))
}

/// Returns whether a position is inside of a closed ring: a line to the east crosses it an odd
/// number of times.
fn is_inside(at: Position, ring: &[Position]) -> bool {
    let crossings = ring.iter().zip(ring.iter().skip(1)).filter(|(from, to)| {
        let share = (at.lat - from.lat) / (to.lat - from.lat);
        (from.lat > at.lat) != (to.lat > at.lat) && at.lng < from.lng + share * (to.lng - from.lng)
    });
    crossings.count() % 2 == 1
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "half of the earth is 20,000,000 m"
)]
fn whole_metres(distance_m: f64) -> i64 {
    distance_m.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: Position = Position { lat: 40.7543, lng: -73.9884 };
    /// A hundred metres to the north.
    const METRES_100: f64 = 0.000_899_3;

    fn north(hundreds: f64) -> Position {
        Position { lat: SITE.lat + hundreds * METRES_100, ..SITE }
    }

    #[test]
    fn distance_counts_from_the_point() {
        assert_eq!(is_near(north(1.0), None, SITE, &[], 101), Ok(()));
        assert_eq!(is_near(north(3.0), None, SITE, &[], 99), Err(300));
    }

    #[test]
    fn inaccuracy_is_allowed_for_up_to_a_limit() {
        assert_eq!(is_near(north(1.5), Some(60.0), SITE, &[], 100), Ok(()));
        assert_eq!(is_near(north(3.0), Some(5_000.0), SITE, &[], 150), Err(300));
        assert_eq!(is_near(north(1.5), Some(-60.0), SITE, &[], 100), Err(150));
    }

    #[test]
    fn corner_and_area_of_a_large_site_are_near() {
        let corners = corners_of(
            r#"{"type":"Polygon","coordinates":[[[-73.98,40.75],[-73.97,40.75],[-73.97,40.76],
                [-73.98,40.76],[-73.98,40.75]]]}"#,
        );
        assert_eq!(corners.len(), 5);
        let near = |lat, lng| is_near(Position { lat, lng }, None, SITE, &corners, 20);
        assert_eq!(near(40.755, -73.975), Ok(()), "inside");
        assert_eq!(near(40.750_1, -73.980_1), Ok(()), "at a corner");
        assert!(near(40.755, -73.969).is_err(), "east of it");
        assert!(near(40.749, -73.975).is_err(), "south of it");
    }

    #[test]
    fn other_shape_has_no_corners() {
        assert!(corners_of(r#"{"type":"Point","coordinates":[1,2]}"#).is_empty());
        assert!(corners_of("").is_empty());
    }
}
