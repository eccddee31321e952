//! Cities by name, from the list of all cities.

use super::row::{Row, rank};
use crate::places::{
    domain::{
        place_name::{TypedName, normalize_place_name},
        position::Position,
    },
    models::city::City,
};

/// Returns the cities whose name matches. Cities without a spot have no position.
pub(super) fn find(typed: &TypedName, cities: &[(City, Option<Position>)]) -> Vec<Row> {
    let row = |(city, center): &(City, Option<Position>)| {
        let (found, center) = (typed.compare(&city.name)?, (*center)?);
        Some(Row {
            id: city.id.to_string(),
            name: city.name.clone(),
            detail: None,
            lat: center.lat,
            lng: center.lng,
            city_id: city.id,
            site_id: None,
            zone_id: None,
            spot_id: None,
            rank: rank(found),
        })
    };
    cities.iter().filter_map(row).collect()
}

/// Returns the normalised names that may follow a street in an address: those of the cities, with
/// and without their parentheses, and those of the cities that name their time zones, such as `new
/// york`.
pub(super) fn regions(cities: &[(City, Option<Position>)]) -> Vec<String> {
    let names = cities.iter().flat_map(|(city, _)| {
        let (name, time_zone) = (city.name.as_str(), city.time_zone.name());
        let short = name.split('(').next().unwrap_or(name);
        [name, short, time_zone.rsplit('/').next().unwrap_or(time_zone)]
    });
    let mut regions: Vec<String> = names.map(normalize_place_name).collect();
    regions.retain(|region| !region.is_empty());
    regions.sort();
    regions.dedup();
    regions
}
