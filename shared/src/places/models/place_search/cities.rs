//! Cities by name, from the list of all cities.

use super::row::{Row, rank};
use crate::places::{
    domain::{place_name::TypedName, position::Position},
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
