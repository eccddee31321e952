//! Bookings with which a driver may enter a site.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use crate::{
    platform::{
        db::{
            functions::{period_end, period_start},
            prepared::Prepared,
            schema::{reservations, spots, zones},
        },
        domain::ids::{SiteId, UserId},
    },
    reservations::{domain::status::Status, models::reservation::Reservation},
};

/// Time before its start from which on a booking is a right to enter.
pub const EARLY_ARRIVAL: TimeDelta = TimeDelta::minutes(10);

pub(super) const UNUSED: &str = "not exists (select from visits \
    where visits.reservation_id = reservations.id and visits.city_id = reservations.city_id)";

/// Returns the confirmed reservations of a user at a site with which the user may enter at `at`,
/// the earliest start first. Those with a visit are used already.
pub fn of_user_at(
    conn: &mut PgConnection,
    user_id: UserId,
    site_id: SiteId,
    at: DateTime<Utc>,
) -> QueryResult<Vec<Reservation>> {
    let spot = spots::id.eq(reservations::spot_id).and(spots::city_id.eq(reservations::city_id));
    let zone = zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id));
    let query = reservations::table
        .inner_join(spots::table.on(spot))
        .inner_join(zones::table.on(zone))
        .filter(reservations::user_id.eq(user_id).and(zones::site_id.eq(site_id)))
        .filter(reservations::status.eq(Status::Confirmed))
        .filter(period_start(reservations::period).le(at + EARLY_ARRIVAL))
        .filter(period_end(reservations::period).gt(at))
        .filter(sql::<Bool>(UNUSED))
        .order((period_start(reservations::period), reservations::id))
        .select(Reservation::as_select());
    Prepared(query).load(conn)
}
