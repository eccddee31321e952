//! Amounts that were agreed in the currency of a city.

use diesel::{dsl::exists, prelude::*, select};

use crate::{
    platform::{
        db::schema::{charges, reservations},
        domain::ids::CityId,
    },
    reservations::domain::status::Status,
};

/// Returns whether a city has a live reservation or a charge. If so, its currency cannot change.
pub fn has_amounts(conn: &mut PgConnection, id: CityId) -> QueryResult<bool> {
    let live = reservations::table
        .filter(reservations::city_id.eq(id).and(reservations::status.eq_any(Status::BLOCKING)));
    let billed = charges::table.filter(charges::city_id.eq(id));
    Ok(select(exists(live)).get_result(conn)? || select(exists(billed)).get_result(conn)?)
}
