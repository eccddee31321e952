//! Derives zones and spots from pay stations: four spots per station, six metres apart along the
//! block face.

use std::{borrow::Cow, collections::BTreeMap};

use super::{SpotRecord, ZoneRecord};
use crate::places::domain::position::Position;

/// Length of a spot, in metres.
const SPOT_M: f64 = 6.0;
/// Number of spots per station, unless its neighbours are too near.
const SPOTS: u32 = 4;
/// Metres per degree of latitude, on a sphere of 6,371.0088 km (IUGG).
const DEGREE_M: f64 = 111_195.08;

/// One side of a street between two cross streets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Face {
    pub(super) borough: String,
    pub(super) street: String,
    pub(super) from_street: String,
    pub(super) to_street: String,
    pub(super) side: &'static str,
}

#[derive(Debug, Clone)]
pub(super) struct Station {
    pub(super) line: u64,
    pub(super) object_id: String,
    pub(super) meter_number: String,
    pub(super) position: Position,
    pub(super) face: Face,
    pub(super) rate_minor_per_hour: i32,
    pub(super) is_for_motorcycles: bool,
    /// Reserved for commercial vehicles at all hours.
    pub(super) is_commercial: bool,
    /// Commercial, or some of its hours are for commercial vehicles.
    pub(super) is_for_trucks: bool,
    pub(super) hours: Option<String>,
    pub(super) in_service: bool,
}

/// A vector on the ground, in metres east and north.
type Metres = (f64, f64);

/// Groups the stations by block face and places spots along each.
pub(super) fn lay_out(stations: Vec<Station>) -> (Vec<ZoneRecord>, Vec<SpotRecord>) {
    let mut faces: BTreeMap<Face, Vec<Station>> = BTreeMap::new();
    for station in stations {
        faces.entry(station.face.clone()).or_default().push(station);
    }
    let laid_out = faces.into_iter().map(|(face, stations)| lay_out_face(&face, stations));
    let (zones, spots): (Vec<_>, Vec<Vec<_>>) = laid_out.unzip();
    (zones, spots.into_iter().flatten().collect())
}

fn lay_out_face(face: &Face, stations: Vec<Station>) -> (ZoneRecord, Vec<SpotRecord>) {
    let zone_ref = format!(
        "nyc:{}|{}|{}|{}|{}",
        face.borough, face.street, face.from_street, face.to_street, face.side
    );
    let direction = direction(face, &stations);
    let mut along: Vec<(f64, Station)> =
        stations.into_iter().map(|s| (project(s.position, direction), s)).collect();
    along.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.object_id.cmp(&b.1.object_id)));
    let places: Vec<f64> = along.iter().map(|(place, _)| *place).collect();
    let mut spots = Vec::new();
    for (place, station) in along {
        let nearest = places
            .iter()
            .map(|other| (other - place).abs())
            .filter(|gap| *gap > 0.01)
            .fold(f64::INFINITY, f64::min);
        let count =
            (1..=SPOTS).rev().find(|count| f64::from(*count) * SPOT_M <= nearest).unwrap_or(1);
        for index in 0..count {
            let offset = (f64::from(index) - f64::from(count - 1) / 2.0) * SPOT_M;
            spots.push(SpotRecord {
                line: station.line,
                source_ref: format!("nyc:{}:{}", station.object_id, index + 1),
                zone_ref: zone_ref.clone(),
                label: format!("{}-{}", station.meter_number, index + 1),
                position: shift(station.position, (direction.0 * offset, direction.1 * offset)),
                rate_minor_per_hour: station.rate_minor_per_hour,
                attributes: Some(attributes(&station)),
                hours: Some(station.hours.clone()),
                is_commercial: station.is_commercial,
                position_assumed: Some(true),
                in_service: Some(station.in_service),
            });
        }
    }
    let zone = ZoneRecord {
        line: 0,
        source_ref: zone_ref,
        street: face.street.clone(),
        from_street: Some(face.from_street.clone()),
        to_street: Some(face.to_street.clone()),
        side: Some(face.side),
        points: line(&spots, direction),
        is_area: None,
        site_ref: None,
        level: None,
    };
    (zone, spots)
}

/// A spot for trucks is wide, since trucks may reserve only wide spots.
fn attributes(station: &Station) -> Vec<Cow<'static, str>> {
    let motorcycle = station.is_for_motorcycles.then_some("motorcycle".into());
    let wide = station.is_for_trucks.then_some("wide".into());
    motorcycle.into_iter().chain(wide).collect()
}

/// Returns the line from the first spot to the last; for a single spot, a line of the length of a
/// spot.
fn line(spots: &[SpotRecord], direction: Metres) -> Vec<Position> {
    match (spots.first(), spots.last()) {
        (Some(first), Some(last)) if first.source_ref != last.source_ref => {
            vec![first.position, last.position]
        }
        (Some(only), _) => {
            let half = SPOT_M / 2.0;
            vec![
                shift(only.position, (-direction.0 * half, -direction.1 * half)),
                shift(only.position, (direction.0 * half, direction.1 * half)),
            ]
        }
        _ => Vec::new(),
    }
}

/// Returns the unit vector along the face: between the two stations that are farthest apart; for a
/// single station, perpendicular to its side of the street.
fn direction(face: &Face, stations: &[Station]) -> Metres {
    let pairs =
        stations.iter().flat_map(|a| stations.iter().map(move |b| between(a.position, b.position)));
    let farthest = pairs.max_by(|a, b| length(*a).total_cmp(&length(*b))).unwrap_or_default();
    if length(farthest) >= 1.0 {
        // Independent of the order of the two stations.
        let sign =
            if farthest.0 < 0.0 || (farthest.0 == 0.0 && farthest.1 < 0.0) { -1.0 } else { 1.0 };
        return (farthest.0 / length(farthest) * sign, farthest.1 / length(farthest) * sign);
    }
    let diagonal = std::f64::consts::FRAC_1_SQRT_2;
    match face.side {
        "E" | "W" => (0.0, 1.0),
        "NE" | "SW" => (diagonal, -diagonal),
        "NW" | "SE" => (diagonal, diagonal),
        _ => (1.0, 0.0),
    }
}

fn between(a: Position, b: Position) -> Metres {
    ((b.lng - a.lng) * DEGREE_M * a.lat.to_radians().cos(), (b.lat - a.lat) * DEGREE_M)
}

fn length(vector: Metres) -> f64 {
    vector.0.hypot(vector.1)
}

/// Returns the position's coordinate along `direction`.
fn project(position: Position, direction: Metres) -> f64 {
    let (east, north) = between(Position { lat: 40.7, lng: -74.0 }, position);
    east * direction.0 + north * direction.1
}

/// Moves a position, rounded to seven decimals (about a centimetre).
pub(super) fn shift(position: Position, (east, north): Metres) -> Position {
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let lat = position.lat + north / DEGREE_M;
    let lng = position.lng + east / (DEGREE_M * position.lat.to_radians().cos());
    Position { lat: round(lat), lng: round(lng) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn station(object_id: &str, lat: f64) -> Station {
        let text = |text: &str| text.to_owned();
        let face = Face {
            borough: text("Bronx"),
            street: text("3 Avenue"),
            from_street: text("a"),
            to_street: text("b"),
            side: "E",
        };
        let position = Position { lat, lng: -73.909 };
        let (meter_number, hours) = (text("1"), None);
        Station {
            line: 0,
            object_id: text(object_id),
            meter_number,
            position,
            face,
            rate_minor_per_hour: 250,
            is_for_motorcycles: false,
            is_commercial: false,
            is_for_trucks: false,
            hours,
            in_service: true,
        }
    }

    #[test]
    fn lone_station_has_four_spots_along_its_side() {
        let (zones, spots) = lay_out(vec![station("7", 40.823)]);
        let lats: Vec<f64> = spots.iter().map(|spot| spot.position.lat).collect();
        assert_eq!((zones.len(), spots.len()), (1, 4));
        assert!(
            lats.windows(2).all(|pair| ((pair[1] - pair[0]) * DEGREE_M - SPOT_M).abs() < 0.05),
            "{lats:?}"
        );
        assert!(spots.iter().all(|spot| (spot.position.lng + 73.909).abs() < 1e-7));
    }

    #[test]
    fn near_stations_have_fewer_spots() {
        let (_, spots) =
            lay_out(vec![station("1", 40.823), station("2", 40.823 + 13.0 / DEGREE_M)]);
        assert_eq!(spots.len(), 4, "two each");
        let mut lats: Vec<f64> = spots.iter().map(|spot| spot.position.lat * DEGREE_M).collect();
        lats.sort_by(f64::total_cmp);
        assert!(lats.windows(2).all(|pair| pair[1] - pair[0] > SPOT_M - 0.05), "{lats:?}");
    }
}
