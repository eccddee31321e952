//! Distances and directions on the ground, in metres, for the short distances along a kerb.

use crate::places::domain::position::Position;

/// Length of a spot, in metres.
pub(super) const SPOT_M: f64 = 6.0;
/// Metres per degree of latitude, on a sphere of 6,371.0088 km (IUGG).
pub(super) const DEGREE_M: f64 = 111_195.08;

/// A vector on the ground, in metres east and north.
pub(super) type Metres = (f64, f64);

pub(super) fn between(a: Position, b: Position) -> Metres {
    ((b.lng - a.lng) * DEGREE_M * a.lat.to_radians().cos(), (b.lat - a.lat) * DEGREE_M)
}

pub(super) fn length(vector: Metres) -> f64 {
    vector.0.hypot(vector.1)
}

/// Returns the vector with the length 1; `None` if it is shorter than a metre.
pub(super) fn unit(vector: Metres) -> Option<Metres> {
    let length = length(vector);
    (length >= 1.0).then(|| (vector.0 / length, vector.1 / length))
}

/// Moves a position, rounded to seven decimals (about a centimetre).
pub(super) fn shift(position: Position, (east, north): Metres) -> Position {
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let lat = position.lat + north / DEGREE_M;
    let lng = position.lng + east / (DEGREE_M * position.lat.to_radians().cos());
    Position { lat: round(lat), lng: round(lng) }
}

/// Returns the position's coordinate along `direction`.
pub(super) fn project(origin: Position, position: Position, direction: Metres) -> f64 {
    let (east, north) = between(origin, position);
    east * direction.0 + north * direction.1
}

/// Returns the length of a line.
pub(super) fn line_length(line: &[Position]) -> f64 {
    segments(line).map(|(from, to)| length(between(from, to))).sum()
}

/// Returns the position after a distance along a line, at most its end; `None` for an empty line.
pub(super) fn along(line: &[Position], distance: f64) -> Option<Position> {
    let mut left = distance;
    for (from, to) in segments(line) {
        let vector = between(from, to);
        let length = length(vector);
        if left <= length && length > 0.0 {
            return Some(shift(from, (vector.0 * left / length, vector.1 * left / length)));
        }
        left -= length;
    }
    line.last().copied()
}

fn segments(line: &[Position]) -> impl Iterator<Item = (Position, Position)> {
    line.iter().copied().zip(line.iter().copied().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_along_a_bent_line_are_found() {
        let start = Position { lat: 40.0, lng: -74.0 };
        let corner = shift(start, (0.0, 20.0));
        let line = [start, corner, shift(corner, (10.0, 0.0))];
        assert!((line_length(&line) - 30.0).abs() < 0.02, "{}", line_length(&line));
        let found = along(&line, 25.0).unwrap();
        let expected = shift(corner, (5.0, 0.0));
        assert!(length(between(found, expected)) < 0.05, "{found:?}");
        assert_eq!(along(&line, 99.0), Some(line[2]));
        assert_eq!(along(&[], 1.0), None);
    }

    #[test]
    fn short_vectors_have_no_direction() {
        assert_eq!(unit((0.3, 0.4)), None);
        assert_eq!(unit((3.0, 4.0)), Some((0.6, 0.8)));
    }
}
