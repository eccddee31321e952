//! Positions on the earth, distances between them, and units of distance.

use std::str::FromStr;

/// A point in WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lng: f64,
}

/// Mean radius of the earth in metres, `(2a + b) / 3` of WGS 84, the same as in PostGIS.
pub const EARTH_RADIUS_M: f64 = (2.0 * 6_378_137.0 + 6_356_752.314_245_179) / 3.0;

impl Position {
    /// Returns whether latitude and longitude are within their ranges.
    pub fn is_on_earth(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lng)
    }

    /// Returns the great-circle distance in metres, on a sphere. Vincenty's formula is accurate for
    /// near and for antipodal points; the order of operations is that of PostGIS, so that both
    /// return the same number.
    pub fn distance_m(self, other: Self) -> f64 {
        let ((lat, lng), (other_lat, other_lng)) = (self.radians(), other.radians());
        let turn = other_lng - lng;
        let across = other_lat.cos() * turn.sin();
        let along = lat.cos() * other_lat.sin() - lat.sin() * other_lat.cos() * turn.cos();
        let onward = lat.sin() * other_lat.sin() + lat.cos() * other_lat.cos() * turn.cos();
        EARTH_RADIUS_M * (across * across + along * along).sqrt().atan2(onward)
    }

    /// Returns the point as a unit vector from the centre of the earth.
    pub fn on_sphere(self) -> [f64; 3] {
        let (lat, lng) = self.radians();
        [lat.cos() * lng.cos(), lat.cos() * lng.sin(), lat.sin()]
    }

    fn radians(self) -> (f64, f64) {
        let radians = |degrees: f64| std::f64::consts::PI * degrees / 180.0;
        // Longitudes -180 and 180 are the same meridian.
        (radians(self.lat), radians(if self.lng <= -180.0 { 180.0 } else { self.lng }))
    }
}

/// A bounding box. If it crosses the 180th meridian, `west` is greater than `east` (RFC 7946,
/// section 5.2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Longitude of the left edge, in degrees.
    pub west: f64,
    /// Latitude of the lower edge, in degrees.
    pub south: f64,
    /// Longitude of the right edge, in degrees.
    pub east: f64,
    /// Latitude of the upper edge, in degrees.
    pub north: f64,
}

/// Error message for a box with swapped edges.
pub const SWAPPED: &str = "west must be less than east (unless the box crosses the 180th \
    meridian), and south less than north";

impl Bounds {
    /// Returns a box that contains the circle of `radius_m` metres around a position, with a small
    /// margin.
    pub fn around(center: Position, radius_m: f64) -> Self {
        // Metres per degree of latitude, where it is shortest.
        let height = radius_m / 110_500.0;
        let narrowing = (center.lat.abs() + height).to_radians().cos();
        let width = if narrowing > 0.01 { height / narrowing } else { 360.0 };
        let (west, east) = (center.lng - width, center.lng + width);
        // A box that crosses the 180th meridian is extended to all longitudes.
        let (west, east) =
            if west < -180.0 || east > 180.0 { (-180.0, 180.0) } else { (west, east) };
        Self { west, south: center.lat - height, east, north: center.lat + height }
    }

    /// Returns whether the box crosses the 180th meridian.
    pub fn crosses_180(self) -> bool {
        self.west > self.east
    }

    /// Returns whether edges are swapped. A box that crosses the 180th meridian must be narrower
    /// than half the earth.
    pub fn is_swapped(self) -> bool {
        self.west == self.east
            || self.south >= self.north
            || self.crosses_180() && self.width() > 180.0
    }

    /// Width in degrees of longitude.
    pub fn width(self) -> f64 {
        if self.crosses_180() { self.east - self.west + 360.0 } else { self.east - self.west }
    }

    /// Returns whether the position is inside, or on an edge.
    pub fn contains(self, position: Position) -> bool {
        let is_between = if self.crosses_180() {
            position.lng >= self.west || position.lng <= self.east
        } else {
            (self.west..=self.east).contains(&position.lng)
        };
        is_between && (self.south..=self.north).contains(&position.lat)
    }

    pub fn center(self) -> Position {
        let lng = self.west + self.width() / 2.0;
        let lng = if lng > 180.0 { lng - 360.0 } else { lng };
        Position { lat: f64::midpoint(self.south, self.north), lng }
    }

    /// Splits the box at the 180th meridian.
    pub fn parts(self) -> Vec<Self> {
        if self.crosses_180() {
            vec![Self { east: 180.0, ..self }, Self { west: -180.0, ..self }]
        } else {
            vec![self]
        }
    }

    /// Returns the box, extended to all longitudes if it crosses the 180th meridian.
    pub fn uncrossed(self) -> Self {
        if self.crosses_180() { Self { west: -180.0, east: 180.0, ..self } } else { self }
    }
}

/// A unit of distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    #[default]
    Metre,
    /// Kilometre, 1,000 m.
    Kilometre,
    /// International mile, 1,609.344 m.
    Mile,
}

impl Unit {
    /// Length of the unit in metres.
    pub fn metres(self) -> f64 {
        match self {
            Self::Metre => 1.0,
            Self::Kilometre => 1_000.0,
            Self::Mile => 1_609.344,
        }
    }

    /// The unit's name in a query string.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metre => "m",
            Self::Kilometre => "km",
            Self::Mile => "mi",
        }
    }
}

impl FromStr for Unit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "m" => Ok(Self::Metre),
            "km" => Ok(Self::Kilometre),
            "mi" => Ok(Self::Mile),
            _ => Err("must be m, km or mi"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn box_across_180_contains_both_sides() {
        let fiji = Bounds { west: 179.9, south: -17.0, east: -179.8, north: -16.5 };
        assert!((fiji.width() - 0.3).abs() < 1e-9);
        assert!((fiji.center().lng + 179.95).abs() < 1e-9, "{:?}", fiji.center());
        for (lng, is_inside) in [
            (179.95, true),
            (180.0, true),
            (-180.0, true),
            (-179.9, true),
            (179.0, false),
            (-179.7, false),
            (0.0, false),
        ] {
            let position = Position { lat: -16.8, lng };
            assert_eq!(fiji.contains(position), is_inside, "{lng}");
            assert_eq!(fiji.parts().iter().any(|part| part.contains(position)), is_inside, "{lng}");
            assert!(!is_inside || fiji.uncrossed().contains(position), "{lng}");
        }
    }

    #[test]
    fn swapped_edges_differ_from_box_across_180() {
        let area = |west, south, east, north| Bounds { west, south, east, north };
        assert!(!area(179.9, -17.0, -179.8, -16.5).is_swapped());
        assert!(area(-73.98, 40.75, -73.99, 40.76).is_swapped());
        assert!(area(-73.99, 40.76, -73.98, 40.75).is_swapped());
        assert!(area(-73.99, 40.75, -73.99, 40.76).is_swapped());
    }

    #[test]
    fn ordinary_box_is_one_part() {
        let area = Bounds { west: -74.0, south: 40.7, east: -73.9, north: 40.8 };
        assert_eq!((area.parts(), area.uncrossed()), (vec![area], area));
        assert!((area.center().lng + 73.95).abs() < 1e-9);
    }
}
