//! Check of the distance of positions from the centre of their city.

use diesel::PgConnection;

use crate::{
    Error, Result,
    places::{domain::position::Position, models::city},
    platform::domain::ids::CityId,
};

/// Validates that positions are near the centre of the city, by the same rule as imports, or near
/// the first position in a city without spots in service.
pub(super) fn check_near_city(
    conn: &mut PgConnection,
    city_id: CityId,
    field: &str,
    positions: &[Position],
) -> Result<()> {
    let center = city::center(conn, city_id)?;
    let Some(center) = center.or(positions.first().copied()) else { return Ok(()) };
    if positions.iter().all(|position| position.distance_m(center) <= city::CITY_RADIUS_M) {
        return Ok(());
    }
    let message = "must be within 100 km of the centre of the city's spots, or of the first \
        position if there are none; are latitude and longitude swapped?";
    Err(Error::field(field, "out_of_range", message))
}
