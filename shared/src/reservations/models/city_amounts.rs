//! Amounts that were agreed in the currency of a city.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*, select};

use crate::{
    platform::{
        db::schema::{charges, quotes, reservations, tariff_versions},
        domain::ids::CityId,
    },
    reservations::domain::status::Status,
};

/// Returns whether a city has a live reservation, a charge, a published tariff, or a quote that can
/// be accepted at `now`. If so, its currency cannot change.
pub fn has_amounts(conn: &mut PgConnection, id: CityId, now: DateTime<Utc>) -> QueryResult<bool> {
    let live = reservations::table
        .filter(reservations::city_id.eq(id).and(reservations::status.eq_any(Status::BLOCKING)));
    let billed = charges::table.filter(charges::city_id.eq(id));
    let published = tariff_versions::table.filter(tariff_versions::city_id.eq(id));
    let quoted = quotes::table
        .filter(quotes::city_id.eq(id).and(quotes::accepted_at.is_null()))
        .filter(quotes::expires_at.gt(now));
    Ok(select(exists(live)).get_result(conn)?
        || select(exists(billed)).get_result(conn)?
        || select(exists(published)).get_result(conn)?
        || select(exists(quoted)).get_result(conn)?)
}
