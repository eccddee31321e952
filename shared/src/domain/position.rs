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
    /// Great-circle distance in metres, on a sphere: Vincenty's formula, which is exact for near points and for opposite ones, in the steps in
    /// which PostGIS takes it, so that both give the same number.
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

/// A box between two parallels and two meridians; it does not cross the 180th.
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

impl Bounds {
    /// Around a position, `radius_m` metres far and a little further.
    pub fn around(center: Position, radius_m: f64) -> Self {
        // Metres of a degree from south to north, where it is shortest.
        let height = radius_m / 110_500.0;
        let narrowing = (center.lat.abs() + height).to_radians().cos();
        let width = if narrowing > 0.01 { height / narrowing } else { 360.0 };
        let (west, east) = (center.lng - width, center.lng + width);
        // What reaches over the 180th meridian is taken as all the way round.
        let (west, east) = if west < -180.0 || east > 180.0 { (-180.0, 180.0) } else { (west, east) };
        Self { west, south: center.lat - height, east, north: center.lat + height }
    }

    /// Whether the position is inside, or on an edge.
    pub fn contains(self, position: Position) -> bool {
        (self.south..=self.north).contains(&position.lat) && (self.west..=self.east).contains(&position.lng)
    }

    /// The middle.
    pub fn center(self) -> Position {
        Position { lat: f64::midpoint(self.south, self.north), lng: f64::midpoint(self.west, self.east) }
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
