//! Polygons with one ring: the boundaries of sites and zones.

use super::position::Position;

/// Maximum number of positions of a ring.
pub const MAX_RING_POSITIONS: usize = 500;
/// Error message for a ring with too few or too many positions.
pub const RING_MESSAGE: &str = "must be one ring of 3 to 500 different positions";

/// Returns the ring, closed if it is open; `None` unless it has 3 to [`MAX_RING_POSITIONS`]
/// positions that differ.
pub fn closed_ring(positions: &[Position]) -> Option<Vec<Position>> {
    let first = positions.first()?;
    let mut ring = positions.to_vec();
    if positions.last() != Some(first) {
        ring.push(*first);
    }
    let mut different: Vec<Position> = Vec::new();
    for position in &ring {
        if different.len() < 3 && !different.contains(position) {
            different.push(*position);
        }
    }
    (different.len() == 3 && ring.len() <= MAX_RING_POSITIONS).then_some(ring)
}

/// Formats a closed ring as well-known text (WKT).
pub fn polygon_text(ring: &[Position]) -> String {
    let points: Vec<String> =
        ring.iter().map(|point| format!("{} {}", point.lng, point.lat)).collect();
    format!("polygon(({}))", points.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Position> {
        points.iter().map(|(lng, lat)| Position { lat: *lat, lng: *lng }).collect()
    }

    #[test]
    fn open_ring_is_closed() {
        let open = ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]);
        let closed = closed_ring(&open).unwrap();
        assert_eq!((closed.len(), closed_ring(&closed)), (4, Some(closed.clone())));
        assert_eq!(polygon_text(&closed), "polygon((0 0, 1 0, 1 1, 0 0))");
    }

    #[test]
    fn degenerate_ring_is_refused() {
        for points in [&[][..], &[(0.0, 0.0); 4], &[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]] {
            assert_eq!(closed_ring(&ring(points)), None, "{points:?}");
        }
        let long: Vec<_> = (0..501_i32).map(|n| (f64::from(n) / 10.0, 0.0)).collect();
        assert_eq!(closed_ring(&ring(&long)), None);
    }
}
