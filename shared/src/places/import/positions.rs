//! Rejects positions that are far from the city: swapped coordinates, 0/0, a missing sign.

use diesel::{PgConnection, QueryResult};

use super::{Problem, Severity, SpotFile, Wrong, report::Rows};
use crate::{
    places::{domain::position::Position, models::city::CITY_RADIUS_M},
    platform::domain::ids::CityId,
};

impl SpotFile {
    /// Adds a problem for each position that is far from the centre of the city's spots in service,
    /// or, while there are none, of the file's spots.
    ///
    /// # Errors
    /// Only database errors.
    pub fn check_positions(&mut self, conn: &mut PgConnection, city_id: CityId) -> QueryResult<()> {
        let Some(center) =
            crate::places::models::city::center(conn, city_id)?.or_else(|| self.center())
        else {
            return Ok(());
        };
        let (site_column, zone_column, spot_column) = match self.report.counted_by {
            Rows::Lines => ("site_lat", "zone_line", "lat"),
            Rows::Features | Rows::Objects => ("geometry", "geometry", "geometry"),
        };
        let mut problems = Vec::new();
        let mut keep =
            |line: u64, object_id: &str, positions: &[Position], column: &'static str| {
                let wrong =
                    positions.iter().find_map(|position| far_away(*position, center, column));
                let is_right = wrong.is_none();
                problems.extend(wrong.map(|Wrong { column, message, value }| Problem {
                    line,
                    column,
                    object_id: object_id.to_owned(),
                    severity: Severity::Error,
                    message,
                    value,
                }));
                is_right
            };
        self.sites.retain(|site| {
            let ring = site.boundary.iter().flatten().flatten().copied();
            let positions: Vec<Position> = ring.chain([site.position]).collect();
            keep(site.line, &site.source_ref, &positions, site_column)
        });
        self.zones.retain(|zone| keep(zone.line, &zone.source_ref, &zone.points, zone_column));
        self.spots.retain(|spot| keep(spot.line, &spot.source_ref, &[spot.position], spot_column));
        self.report.problems.append(&mut problems);
        self.report.sort();
        Ok(())
    }

    /// The median of the spots' positions: a few outliers do not move it.
    fn center(&self) -> Option<Position> {
        let on_island =
            |position: &Position| position.lat.abs() < 0.01 && position.lng.abs() < 0.01;
        let places: Vec<Position> = self
            .spots
            .iter()
            .map(|spot| spot.position)
            .filter(|position| !on_island(position))
            .collect();
        let median = |mut degrees: Vec<f64>| {
            degrees.sort_by(f64::total_cmp);
            degrees.get(degrees.len() / 2).copied()
        };
        let lat = median(places.iter().map(|place| place.lat).collect())?;
        Some(Position { lat, lng: median(places.iter().map(|place| place.lng).collect())? })
    }
}

/// Returns the error of a position that is far from the centre.
fn far_away(position: Position, center: Position, column: &'static str) -> Option<Wrong> {
    let Position { lat, lng } = position;
    if position.distance_m(center) <= CITY_RADIUS_M {
        return None;
    }
    let swapped = Position { lat: lng, lng: lat };
    let message = if lat == 0.0 && lng == 0.0 {
        "the position is 0, 0"
    } else if (-90.0..=90.0).contains(&lng) && swapped.distance_m(center) <= CITY_RADIUS_M {
        "latitude and longitude are swapped"
    } else {
        "the position is more than 100 km from the centre of the city"
    };
    Some(Wrong::new(column, message, format!("{lat}, {lng}")))
}
