//! Check of the distance of positions from the centre of their city.

use diesel::PgConnection;

use crate::{
    Error, Result,
    places::{domain::position::Position, models::city},
    platform::domain::ids::CityId,
};

/// Validates that positions are near the centre of the city, by the same rule as imports. A city
/// without spots in service accepts every position.
pub(super) fn check_near_city(
    conn: &mut PgConnection,
    city_id: CityId,
    field: &str,
    positions: &[Position],
) -> Result<()> {
    let Some(center) = city::center(conn, city_id)? else { return Ok(()) };
    if positions.iter().all(|position| position.distance_m(center) <= city::CITY_RADIUS_M) {
        return Ok(());
    }
    let message = "must be within 100 km of the centre of the city's spots; are latitude and \
        longitude swapped?";
    Err(Error::field(field, "out_of_range", message))
}
