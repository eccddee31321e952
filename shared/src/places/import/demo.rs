//! A demo city: a few blocks in Midtown Manhattan, a garage and a lot, with fictitious spots.

mod sites;

use super::{CityRecord, Report, SpotFile, SpotRecord, ZoneRecord, ground::shift};
use crate::places::domain::position::Position;

pub(super) const CITY: CityRecord<'static> = CityRecord {
    slug: "midtown-demo",
    name: "Midtown (demo)",
    time_zone: "America/New_York",
    currency: "USD",
};

/// Approximate position of West 43 Street and Broadway.
const CENTER: Position = Position { lat: 40.7543, lng: -73.9884 };
/// Direction of Manhattan's cross streets, in degrees south of east.
const STREET_BEARING: f64 = 29.0;
/// Distance between streets, in metres.
const STREET_M: f64 = 80.0;
/// Distance from the middle of a street to its kerb, in metres.
const KERB_M: f64 = 6.0;
/// Distance between spots, in metres.
const SPOT_M: f64 = 7.0;

/// Street, position from south to north, rate in cents per hour.
const STREETS: [(&str, f64, i32); 5] = [
    ("West 41 Street", -2.0, 350),
    ("West 42 Street", -1.0, 750),
    ("West 43 Street", 0.0, 550),
    ("West 44 Street", 1.0, 550),
    ("West 45 Street", 2.0, 450),
];

/// Generates the streets and the sites.
pub(super) fn city() -> SpotFile {
    let (mut zones, mut spots) = streets();
    let (sites, zones_of_sites, spots_of_sites) = sites::sites();
    zones.extend(zones_of_sites);
    spots.extend(spots_of_sites);
    SpotFile { report: Report::default(), sites, zones, spots }
}

/// Generates both sides of each street, with seven or eight spots each.
fn streets() -> (Vec<ZoneRecord>, Vec<SpotRecord>) {
    let (mut zones, mut spots) = (Vec::new(), Vec::new());
    let letters = 'A'..='Z';
    let faces =
        STREETS.iter().flat_map(|street| [("N", 1.0), ("S", -1.0)].map(|side| (street, side)));
    for (((street, index, rate), (side, sign)), letter) in faces.zip(letters) {
        let zone_ref = format!("demo:{street}:{side}");
        let across = index * STREET_M + sign * KERB_M;
        let count = if side == "N" { 8_u32 } else { 7 };
        let places: Vec<Position> = (0..count)
            .map(|n| place((f64::from(n) - f64::from(count - 1) / 2.0) * SPOT_M, across))
            .collect();
        for (number, position) in (1..).zip(&places) {
            let attributes = match (side, number) {
                ("N", 1) => vec!["accessible".into(), "wide".into()],
                ("N", 2) => vec!["charger".into()],
                ("S", 6) => vec!["scooter".into()],
                ("S", 7) => vec!["motorcycle".into()],
                _ => Vec::new(),
            };
            spots.push(SpotRecord {
                line: 0,
                source_ref: format!("{zone_ref}:{number}"),
                zone_ref: zone_ref.clone(),
                label: format!("{letter}{number}"),
                position: *position,
                rate_minor_per_hour: *rate,
                attributes: Some(attributes),
                hours: Some(None),
                posted: None,
                position_assumed: Some(true),
                in_service: Some(true),
            });
        }
        zones.push(ZoneRecord {
            line: 0,
            source_ref: zone_ref,
            street: (*street).to_owned(),
            from_street: Some("7 Avenue".to_owned()),
            to_street: Some("6 Avenue".to_owned()),
            side: Some(side),
            points: [places.first(), places.last()].into_iter().flatten().copied().collect(),
            is_area: None,
            site_ref: None,
            level: None,
        });
    }
    (zones, spots)
}

/// Returns the position at these metres along the streets (eastward) and across them (northward).
fn place(along: f64, across: f64) -> Position {
    let (sin, cos) = STREET_BEARING.to_radians().sin_cos();
    shift(CENTER, (along * cos + across * sin, -along * sin + across * cos))
}
