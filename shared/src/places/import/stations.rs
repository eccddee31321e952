//! Derives zones and spots from meters: the spots of a pay station are placed six metres apart
//! along the block face; a meter of one spot is where its spot is.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    SpotRecord, ZoneRecord,
    ground::{Metres, SPOT_M, between, length, project, shift, unit},
};
use crate::places::domain::{position::Position, posted_rules::PostedRules};

/// Form of the references and spots of meters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'a> {
    /// Prefix of all references.
    pub(super) source: &'a str,
    /// Number of spots of a meter, unless its neighbours are too near.
    pub(super) spots_per_row: u32,
    /// Origin of distances along a face; `None` for its first meter.
    pub(super) origin: Option<Position>,
}

/// One side of a street between two cross streets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Face {
    /// Identifies the face in its source.
    pub(super) key: String,
    pub(super) street: String,
    pub(super) from_street: String,
    pub(super) to_street: String,
    pub(super) side: &'static str,
}

/// A meter: a pay station, or the post of one spot.
#[derive(Debug, Clone)]
pub(super) struct Station {
    pub(super) line: u64,
    pub(super) object_id: String,
    pub(super) meter_number: String,
    pub(super) position: Position,
    pub(super) face: Face,
    pub(super) rate_minor_per_hour: i32,
    pub(super) hours: Option<String>,
    pub(super) posted: PostedRules,
    pub(super) in_service: bool,
}

/// Groups the meters by block face and places spots along each.
pub(super) fn lay_out(
    layout: Layout<'_>,
    stations: Vec<Station>,
) -> (Vec<ZoneRecord>, Vec<SpotRecord>) {
    let mut faces: BTreeMap<String, Vec<Station>> = BTreeMap::new();
    for station in stations {
        faces.entry(station.face.key.clone()).or_default().push(station);
    }
    let laid_out = faces.into_values().filter_map(|stations| {
        let face = stations.first()?.face.clone();
        Some(lay_out_face(layout, &face, stations))
    });
    let (zones, spots): (Vec<_>, Vec<Vec<_>>) = laid_out.unzip();
    (zones, spots.into_iter().flatten().collect())
}

fn lay_out_face(
    layout: Layout<'_>,
    face: &Face,
    stations: Vec<Station>,
) -> (ZoneRecord, Vec<SpotRecord>) {
    let Layout { source, spots_per_row, origin } = layout;
    let zone_ref = format!("{source}:{}", face.key);
    let direction = direction(face, &stations);
    let first = stations.first().map(|station| station.position);
    let origin = origin.or(first).unwrap_or(Position { lat: 0.0, lng: 0.0 });
    let mut along: Vec<(f64, Station)> =
        stations.into_iter().map(|s| (project(origin, s.position, direction), s)).collect();
    along.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.object_id.cmp(&b.1.object_id)));
    let places: Vec<f64> = along.iter().map(|(place, _)| *place).collect();
    let mut spots = Vec::new();
    for (place, station) in along {
        let nearest = places
            .iter()
            .map(|other| (other - place).abs())
            .filter(|gap| *gap > 0.01)
            .fold(f64::INFINITY, f64::min);
        let count = (1..=spots_per_row)
            .rev()
            .find(|count| f64::from(*count) * SPOT_M <= nearest)
            .unwrap_or(1);
        let attributes = attributes(&station.posted);
        let posted = Arc::new(station.posted);
        for index in 0..count {
            let offset = (f64::from(index) - f64::from(count - 1) / 2.0) * SPOT_M;
            let number = &station.meter_number;
            spots.push(SpotRecord {
                line: station.line,
                source_ref: format!("{source}:{}:{}", station.object_id, index + 1),
                zone_ref: zone_ref.clone(),
                label: if spots_per_row == 1 {
                    number.clone()
                } else {
                    format!("{number}-{}", index + 1)
                },
                position: shift(station.position, (direction.0 * offset, direction.1 * offset)),
                rate_minor_per_hour: station.rate_minor_per_hour,
                attributes: Some(attributes.clone()),
                hours: Some(station.hours.clone()),
                posted: Some(Arc::clone(&posted)),
                position_assumed: Some(spots_per_row > 1),
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
fn attributes(posted: &PostedRules) -> Vec<Cow<'static, str>> {
    let motorcycle = posted.is_for_motorcycles().then_some("motorcycle".into());
    let wide = posted.is_for_trucks().then_some("wide".into());
    motorcycle.into_iter().chain(wide).collect()
}

/// Returns the line from the first spot to the last; for a single spot, or spots at one place, a
/// line of the length of a spot.
fn line(spots: &[SpotRecord], direction: Metres) -> Vec<Position> {
    match (spots.first(), spots.last()) {
        (Some(first), Some(last)) if first.position != last.position => {
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

/// Returns the unit vector along the face: between the two meters that are farthest apart; for a
/// single one, perpendicular to its side of the street.
fn direction(face: &Face, stations: &[Station]) -> Metres {
    let pairs =
        stations.iter().flat_map(|a| stations.iter().map(move |b| between(a.position, b.position)));
    let farthest = pairs.max_by(|a, b| length(*a).total_cmp(&length(*b))).unwrap_or_default();
    if let Some(direction) = unit(farthest) {
        // Independent of the order of the two meters.
        let is_backward = direction.0 < 0.0 || (direction.0 == 0.0 && direction.1 < 0.0);
        let sign = if is_backward { -1.0 } else { 1.0 };
        return (direction.0 * sign, direction.1 * sign);
    }
    let diagonal = std::f64::consts::FRAC_1_SQRT_2;
    match face.side {
        "E" | "W" => (0.0, 1.0),
        "NE" | "SW" => (diagonal, -diagonal),
        "NW" | "SE" => (diagonal, diagonal),
        _ => (1.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{domain::posted_rules::MeterUse, import::ground::DEGREE_M};

    fn station(object_id: &str, lat: f64) -> Station {
        let text = |text: &str| text.to_owned();
        let face = Face {
            key: text("Bronx|3 Avenue|a|b|E"),
            street: text("3 Avenue"),
            from_street: text("a"),
            to_street: text("b"),
            side: "E",
        };
        let position = Position { lat, lng: -73.909 };
        let (meter_number, hours) = (text("1"), None);
        let posted = PostedRules::Hours {
            text: None,
            rate_minor_per_hour: 250,
            vehicles: Ok(MeterUse::Any),
        };
        Station {
            line: 0,
            object_id: text(object_id),
            meter_number,
            position,
            face,
            rate_minor_per_hour: 250,
            hours,
            posted,
            in_service: true,
        }
    }

    fn layout(spots_per_row: u32) -> Layout<'static> {
        Layout { source: "nyc", spots_per_row, origin: None }
    }

    #[test]
    fn lone_station_has_four_spots_along_its_side() {
        let (zones, spots) = lay_out(layout(4), vec![station("7", 40.823)]);
        let lats: Vec<f64> = spots.iter().map(|spot| spot.position.lat).collect();
        assert_eq!((zones.len(), spots.len()), (1, 4));
        assert_eq!(
            (zones[0].source_ref.as_str(), spots[1].source_ref.as_str(), spots[1].label.as_str()),
            ("nyc:Bronx|3 Avenue|a|b|E", "nyc:7:2", "1-2")
        );
        assert!(
            lats.windows(2).all(|pair| ((pair[1] - pair[0]) * DEGREE_M - SPOT_M).abs() < 0.05),
            "{lats:?}"
        );
        assert!(spots.iter().all(|spot| (spot.position.lng + 73.909).abs() < 1e-7));
    }

    #[test]
    fn near_stations_have_fewer_spots() {
        let stations = vec![station("1", 40.823), station("2", 40.823 + 13.0 / DEGREE_M)];
        let (_, spots) = lay_out(layout(4), stations);
        assert_eq!(spots.len(), 4, "two each");
        let mut lats: Vec<f64> = spots.iter().map(|spot| spot.position.lat * DEGREE_M).collect();
        lats.sort_by(f64::total_cmp);
        assert!(lats.windows(2).all(|pair| pair[1] - pair[0] > SPOT_M - 0.05), "{lats:?}");
    }

    #[test]
    fn posts_keep_their_positions() {
        let posts = vec![station("1", 40.823), station("2", 40.8231)];
        let (zones, spots) = lay_out(layout(1), posts);
        let lats: Vec<f64> = spots.iter().map(|spot| spot.position.lat).collect();
        assert_eq!((zones.len(), lats), (1, vec![40.823, 40.8231]));
        assert_eq!((spots[0].label.as_str(), spots[0].position_assumed), ("1", Some(false)));
    }
}
