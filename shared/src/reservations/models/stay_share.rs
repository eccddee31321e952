//! Links that show a stay to other people, one for each reservation.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use diesel::{prelude::*, sql_query, sql_types::Timestamptz, upsert::excluded};

use super::reservation::Reservation;
use crate::{
    platform::{
        db::{
            column::Column,
            functions::{period_end, period_start},
            schema::{cities, reservations, sites, spots, stay_shares, zones},
        },
        domain::ids::ReservationId,
    },
    reservations::domain::status::Status,
};

/// Time after the end of a stay for which its link works.
pub const AFTER_END: TimeDelta = TimeDelta::hours(1);

/// Statuses of the reservations whose link works.
const SHOWN: [Status; 2] = [Status::Confirmed, Status::Completed];

/// A stay as its link shows it: without the driver, the vehicle and the price.
#[derive(Debug, Clone, Queryable)]
pub struct SharedStay {
    pub status: Status,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
    pub spot_label: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    /// The position is derived from that of a pay station.
    pub position_assumed: bool,
    pub street: String,
    pub side: String,
    /// Cross street at the start of the zone.
    pub from_street: String,
    /// Cross street at the end of the zone.
    pub to_street: String,
    /// `None` on the street.
    pub site_name: Option<String>,
}

/// Makes this token the only one that shows the stay.
pub fn replace(
    conn: &mut PgConnection,
    reservation: &Reservation,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(stay_shares::table)
        .values((
            stay_shares::reservation_id.eq(reservation.id),
            stay_shares::city_id.eq(reservation.city_id),
            stay_shares::token_hash.eq(token_hash),
            stay_shares::created_at.eq(now),
        ))
        .on_conflict((stay_shares::reservation_id, stay_shares::city_id))
        .do_update()
        .set((
            stay_shares::token_hash.eq(excluded(stay_shares::token_hash)),
            stay_shares::created_at.eq(excluded(stay_shares::created_at)),
        ))
        .execute(conn)
        .map(drop)
}

/// Ends the link of a reservation, if it has one.
pub fn remove(conn: &mut PgConnection, id: ReservationId) -> QueryResult<()> {
    erase(conn, &[id])
}

/// Returns the stay that this token shows at `now`.
pub fn find(
    conn: &mut PgConnection,
    id: ReservationId,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<SharedStay> {
    let of_share = reservations::id
        .eq(stay_shares::reservation_id)
        .and(reservations::city_id.eq(stay_shares::city_id));
    let of_zone = zones::site_id.eq(sites::id.nullable());
    stay_shares::table
        .inner_join(reservations::table.on(of_share))
        .inner_join(spots::table.on(spots::id.eq(reservations::spot_id)))
        .inner_join(zones::table.on(zones::id.eq(spots::zone_id)))
        .inner_join(cities::table.on(cities::id.eq(reservations::city_id)))
        .left_join(sites::table.on(of_zone))
        .filter(stay_shares::reservation_id.eq(id).and(stay_shares::token_hash.eq(token_hash)))
        .filter(reservations::status.eq_any(SHOWN))
        .filter(period_end(reservations::period).gt(now - AFTER_END))
        .select((
            reservations::status,
            period_start(reservations::period),
            period_end(reservations::period),
            cities::time_zone,
            spots::label,
            spots::lat,
            spots::lng,
            spots::position_assumed,
            zones::street,
            zones::side,
            zones::from_street,
            zones::to_street,
            sites::name.nullable(),
        ))
        .first(conn)
}

/// Deletes the links of a driver's stays.
pub fn erase(conn: &mut PgConnection, ids: &[ReservationId]) -> QueryResult<()> {
    diesel::delete(stay_shares::table.filter(stay_shares::reservation_id.eq_any(ids)))
        .execute(conn)
        .map(drop)
}

/// Deletes the links that no longer work.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    sql_query(
        "delete from stay_shares s using reservations r \
         where r.id = s.reservation_id and r.city_id = s.city_id \
         and (upper(r.period) <= $1 or r.status not in ('confirmed', 'completed'))",
    )
    .bind::<Timestamptz, _>(now - AFTER_END)
    .execute(conn)
    .map(drop)
}
