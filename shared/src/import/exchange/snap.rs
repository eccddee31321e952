//! Positions that went through a file and came back a hair off are put back where they were.

use std::collections::HashMap;

use diesel::{PgConnection, QueryResult};

use super::export;
use crate::{
    domain::{ids::CityId, position::Position},
    import::{SpotRecord, ZoneRecord},
};

/// A tenth of a millimetre, in degrees: less than any source knows.
const HAIR: f64 = 1e-9;

/// Puts the records where the database has them, if that is not another place.
pub(super) fn snap(
    conn: &mut PgConnection,
    city_id: CityId,
    zones: &mut [ZoneRecord],
    spots: &mut [SpotRecord],
) -> QueryResult<()> {
    let known: HashMap<String, Vec<Position>> =
        export::zones(conn, city_id)?.into_iter().map(|zone| (zone.source_ref.clone(), zone.line())).collect();
    for zone in zones {
        let Some(line) = known.get(&zone.source_ref).filter(|line| line.len() == zone.line.len()) else { continue };
        if line.iter().zip(&zone.line).all(|(known, read)| is_same(*known, *read)) {
            zone.line.clone_from(line);
        }
    }
    let known: HashMap<String, Position> = export::spots(conn, city_id)?
        .into_iter()
        .map(|spot| (spot.source_ref, Position { lat: spot.lat, lng: spot.lng }))
        .collect();
    for spot in spots {
        if let Some(place) = known.get(&spot.source_ref).filter(|known| is_same(**known, spot.position)) {
            spot.position = *place;
        }
    }
    Ok(())
}

fn is_same(one: Position, other: Position) -> bool {
    (one.lat - other.lat).abs() < HAIR && (one.lng - other.lng).abs() < HAIR
}
