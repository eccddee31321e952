//! Positions on the earth, distances between them, and the units that drivers think in.

use std::str::FromStr;

/// A point: degrees north and degrees east (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lng: f64,
}

/// Mean radius of the earth in metres, `(2a + b) / 3` of WGS 84, as PostGIS has it.
pub const EARTH_RADIUS_M: f64 = (2.0 * 6_378_137.0 + 6_356_752.314_245_179) / 3.0;

impl Position {
    /// Great-circle distance in metres, on a sphere: Vincenty's formula, which is exact for near
    /// points and for opposite ones, in the steps in which PostGIS takes it, so that both give the
    /// same number.
    pub fn distance_m(self, other: Self) -> f64 {
        let ((lat, lng), (other_lat, other_lng)) = (self.radians(), other.radians());
        let turn = other_lng - lng;
        let across = other_lat.cos() * turn.sin();
        let along = lat.cos() * other_lat.sin() - lat.sin() * other_lat.cos() * turn.cos();
        let onward = lat.sin() * other_lat.sin() + lat.cos() * other_lat.cos() * turn.cos();
        EARTH_RADIUS_M * (across * across + along * along).sqrt().atan2(onward)
    }

    /// The point on a sphere of radius 1 around the middle of the earth.
    pub fn on_sphere(self) -> [f64; 3] {
        let (lat, lng) = self.radians();
        [lat.cos() * lng.cos(), lat.cos() * lng.sin(), lat.sin()]
    }

    fn radians(self) -> (f64, f64) {
        let radians = |degrees: f64| std::f64::consts::PI * degrees / 180.0;
        // The 180th meridian has one name.
        (radians(self.lat), radians(if self.lng <= -180.0 { 180.0 } else { self.lng }))
    }
}

/// A box between two parallels and two meridians. One that crosses the 180th meridian has its left
/// edge east of it and its right edge west of it, so that `west` is greater than `east` (RFC 7946,
/// section 5.2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Degrees east of its left edge.
    pub west: f64,
    /// Degrees north of its lower edge.
    pub south: f64,
    /// Degrees east of its right edge.
    pub east: f64,
    /// Degrees north of its upper edge.
    pub north: f64,
}

/// What is wrong with a box whose edges have changed places.
pub const SWAPPED: &str = "west must be less than east (unless the box crosses the 180th \
    meridian), and south less than north";

impl Bounds {
    /// Around a position, `radius_m` metres far and a little further.
    pub fn around(center: Position, radius_m: f64) -> Self {
        // Metres of a degree from south to north, where it is shortest.
        let height = radius_m / 110_500.0;
        let narrowing = (center.lat.abs() + height).to_radians().cos();
        let width = if narrowing > 0.01 { height / narrowing } else { 360.0 };
        let (west, east) = (center.lng - width, center.lng + width);
        // What reaches over the 180th meridian is taken as all the way round.
        let (west, east) =
            if west < -180.0 || east > 180.0 { (-180.0, 180.0) } else { (west, east) };
        Self { west, south: center.lat - height, east, north: center.lat + height }
    }

    /// Whether it crosses the 180th meridian.
    pub fn crosses_180(self) -> bool {
        self.west > self.east
    }

    /// Whether edges have changed places. A box that crosses the 180th meridian is less than half
    /// the earth wide.
    pub fn is_swapped(self) -> bool {
        self.west == self.east
            || self.south >= self.north
            || self.crosses_180() && self.width() > 180.0
    }

    /// Degrees from the left edge to the right one.
    pub fn width(self) -> f64 {
        if self.crosses_180() { self.east - self.west + 360.0 } else { self.east - self.west }
    }

    /// Whether the position is inside, or on an edge.
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

    /// The same area in boxes that do not cross the 180th meridian.
    pub fn parts(self) -> Vec<Self> {
        if self.crosses_180() {
            vec![Self { east: 180.0, ..self }, Self { west: -180.0, ..self }]
        } else {
            vec![self]
        }
    }

    /// A box around it that does not cross the 180th meridian: all the way round where it does.
    pub fn uncrossed(self) -> Self {
        if self.crosses_180() { Self { west: -180.0, east: 180.0, ..self } } else { self }
    }
}

/// A unit of distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Metre.
    #[default]
    Metre,
    /// Kilometre, 1,000 m.
    Kilometre,
    /// International mile, 1,609.344 m.
    Mile,
}

impl Unit {
    /// How many metres one of it is.
    pub fn metres(self) -> f64 {
        match self {
            Self::Metre => 1.0,
            Self::Kilometre => 1_000.0,
            Self::Mile => 1_609.344,
        }
    }

    /// As it stands in a query.
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
