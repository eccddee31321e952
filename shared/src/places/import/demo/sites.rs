//! The garage and the lot of the demo city.

use super::{KERB_M, STREET_M, place};
use crate::places::{
    domain::{
        position::Position,
        site::{EntryMode, SiteAccess, SiteKind},
    },
    import::{SiteRecord, SpotRecord, ZoneRecord},
};

/// Width of a spot and length of a spot with half of the aisle, in metres.
const PITCH_M: (f64, f64) = (2.8, 5.6);
/// Spots of a row.
const ROW: u32 = 10;
/// Distance from the blocks of the street, in metres.
const DISTANCE_M: f64 = 260.0;

/// A floor: a rectangle of rows of spots.
struct Floor {
    site_ref: &'static str,
    zone_ref: &'static str,
    name: &'static str,
    level: Option<&'static str>,
    /// Of each label.
    prefix: &'static str,
    /// Metres along and across the streets.
    middle: (f64, f64),
    rows: u32,
    rate_minor_per_hour: i32,
}

const GARAGE: &str = "demo:garage";
const LOT: &str = "demo:lot";
/// Between West 43 and West 44 Street.
const GARAGE_MIDDLE: (f64, f64) = (DISTANCE_M, STREET_M / 2.0);
/// Between West 41 and West 42 Street.
const LOT_MIDDLE: (f64, f64) = (-DISTANCE_M, -STREET_M * 1.5);

const FLOORS: [Floor; 3] = [
    Floor {
        site_ref: GARAGE,
        zone_ref: "demo:garage:1",
        name: "Garage West 43 Street, level 1",
        level: Some("1"),
        prefix: "1-",
        middle: GARAGE_MIDDLE,
        rows: 6,
        rate_minor_per_hour: 600,
    },
    // Half a spot aside, so that the map shows the spots of both levels.
    Floor {
        site_ref: GARAGE,
        zone_ref: "demo:garage:2",
        name: "Garage West 43 Street, level 2",
        level: Some("2"),
        prefix: "2-",
        middle: (GARAGE_MIDDLE.0 + PITCH_M.0 / 2.0, GARAGE_MIDDLE.1 + PITCH_M.1 / 2.0),
        rows: 6,
        rate_minor_per_hour: 500,
    },
    Floor {
        site_ref: LOT,
        zone_ref: "demo:lot:1",
        name: "Lot West 41 Street",
        level: None,
        prefix: "L",
        middle: LOT_MIDDLE,
        rows: 4,
        rate_minor_per_hour: 300,
    },
];

/// Generates a garage of 120 spots on two levels, and a lot of 40.
pub(super) fn sites() -> (Vec<SiteRecord>, Vec<ZoneRecord>, Vec<SpotRecord>) {
    let garage = SiteRecord {
        line: 0,
        source_ref: GARAGE.to_owned(),
        kind: SiteKind::Garage,
        name: "Garage West 43 Street".to_owned(),
        position: at(GARAGE_MIDDLE, (0.0, 0.0)),
        boundary: Some(Some(ring(GARAGE_MIDDLE, 6))),
        texts: [
            "Garage office, level 1",
            "143 West 43 Street, New York",
            "NY",
            "USA",
            "10036",
            "Enter from West 43 Street and scan the code at the entrance.",
            "The garage is full. Try the lot on West 41 Street.",
        ]
        .map(|text| Some(text.to_owned())),
        access: Some(SiteAccess::Public),
        entry_mode: Some(EntryMode::Code),
    };
    let lot = SiteRecord {
        line: 0,
        source_ref: LOT.to_owned(),
        kind: SiteKind::Lot,
        name: "Lot West 41 Street".to_owned(),
        position: at(LOT_MIDDLE, (0.0, 0.0)),
        boundary: Some(Some(ring(LOT_MIDDLE, 4))),
        texts: ["", "241 West 41 Street, New York", "NY", "USA", "10036", "", ""]
            .map(|text| Some(text.to_owned())),
        access: Some(SiteAccess::Public),
        entry_mode: Some(EntryMode::Open),
    };
    let zones = FLOORS.iter().map(zone).collect();
    (vec![garage, lot], zones, FLOORS.iter().flat_map(spots).collect())
}

fn zone(floor: &Floor) -> ZoneRecord {
    ZoneRecord {
        line: 0,
        source_ref: floor.zone_ref.to_owned(),
        street: floor.name.to_owned(),
        from_street: None,
        to_street: None,
        side: None,
        points: ring(floor.middle, floor.rows),
        is_area: Some(true),
        site_ref: Some(Some(floor.site_ref.to_owned())),
        level: Some(floor.level.map(str::to_owned)),
    }
}

fn spots(floor: &Floor) -> impl Iterator<Item = SpotRecord> {
    let places = (0..floor.rows).flat_map(|row| (0..ROW).map(move |column| (column, row)));
    (1_u32..).zip(places).map(|(number, (column, row))| {
        let attributes = match number {
            1 | 2 => vec!["accessible".into(), "wide".into()],
            3..=6 if floor.level.is_some() => vec!["charger".into()],
            _ => Vec::new(),
        };
        let along = (f64::from(column) - f64::from(ROW - 1) / 2.0) * PITCH_M.0;
        let across = (f64::from(row) - f64::from(floor.rows - 1) / 2.0) * PITCH_M.1;
        SpotRecord {
            line: 0,
            source_ref: format!("{}:{number}", floor.zone_ref),
            zone_ref: floor.zone_ref.to_owned(),
            label: format!("{}{number:02}", floor.prefix),
            position: at(floor.middle, (along, across)),
            rate_minor_per_hour: floor.rate_minor_per_hour,
            attributes: Some(attributes),
            hours: Some(None),
            posted: None,
            position_assumed: Some(false),
            in_service: Some(true),
        }
    })
}

/// Returns the closed ring around rows of spots.
fn ring(middle: (f64, f64), rows: u32) -> Vec<Position> {
    let width = f64::from(ROW) / 2.0 * PITCH_M.0 + KERB_M;
    let height = f64::from(rows) / 2.0 * PITCH_M.1 + KERB_M;
    let corners = [(-width, -height), (width, -height), (width, height), (-width, height)];
    corners.into_iter().chain(corners.first().copied()).map(|corner| at(middle, corner)).collect()
}

fn at(middle: (f64, f64), offset: (f64, f64)) -> Position {
    place(middle.0 + offset.0, middle.1 + offset.1)
}
