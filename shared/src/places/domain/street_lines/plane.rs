//! A plane in metres around a position, for the short distances of a map view.

use crate::places::domain::position::{EARTH_RADIUS_M, Position};

/// Length of a degree of latitude, in metres.
const DEGREE_M: f64 = EARTH_RADIUS_M * std::f64::consts::PI / 180.0;
/// Decimals of a returned position, as a factor; about ten centimetres.
const PRECISION: f64 = 1e6;

/// A point of the plane, or a vector, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) east: f64,
    pub(super) north: f64,
}

impl Point {
    /// Returns the vector from this point to another.
    pub(super) fn to(self, other: Self) -> Self {
        Self { east: other.east - self.east, north: other.north - self.north }
    }

    pub(super) fn plus(self, vector: Self) -> Self {
        Self { east: self.east + vector.east, north: self.north + vector.north }
    }

    pub(super) fn times(self, factor: f64) -> Self {
        Self { east: self.east * factor, north: self.north * factor }
    }

    pub(super) fn dot(self, other: Self) -> f64 {
        self.east * other.east + self.north * other.north
    }

    /// Positive if `other` points to the left of this vector.
    pub(super) fn cross(self, other: Self) -> f64 {
        self.east * other.north - self.north * other.east
    }

    pub(super) fn length(self) -> f64 {
        self.east.hypot(self.north)
    }

    /// Returns the vector of length 1; `None` if it has no direction.
    pub(super) fn unit(self) -> Option<Self> {
        let length = self.length();
        (length > 1e-9).then(|| self.times(1.0 / length))
    }

    /// Returns the vector turned by 90 degrees to the left.
    pub(super) fn left(self) -> Self {
        Self { east: -self.north, north: self.east }
    }

    pub(super) fn midpoint(self, other: Self) -> Self {
        self.plus(other).times(0.5)
    }
}

/// Converts positions to points and back.
pub(super) struct Plane {
    origin: Position,
    /// Ratio of a degree of longitude to one of latitude.
    narrowing: f64,
}

impl Plane {
    /// Returns a plane whose origin is the first of the positions by latitude and longitude; `None`
    /// without positions.
    pub(super) fn around<'a>(positions: impl Iterator<Item = &'a Position>) -> Option<Self> {
        let origin = positions
            .min_by(|a, b| a.lat.total_cmp(&b.lat).then_with(|| a.lng.total_cmp(&b.lng)))?;
        Some(Self { origin: *origin, narrowing: origin.lat.to_radians().cos().max(0.01) })
    }

    pub(super) fn point(&self, position: Position) -> Point {
        let east = wrapped(position.lng - self.origin.lng) * self.narrowing * DEGREE_M;
        Point { east, north: (position.lat - self.origin.lat) * DEGREE_M }
    }

    pub(super) fn position(&self, point: Point) -> Position {
        let rounded = |degrees: f64| (degrees * PRECISION).round() / PRECISION;
        let lng = self.origin.lng + point.east / (self.narrowing * DEGREE_M);
        let lat = (self.origin.lat + point.north / DEGREE_M).clamp(-90.0, 90.0);
        Position { lat: rounded(lat), lng: rounded(wrapped(lng)) }
    }
}

/// Returns degrees of longitude in the range from -180 to 180.
fn wrapped(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}
