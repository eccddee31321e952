//! Networks from which unverified drivers place holds.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{count_star, min},
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::Text,
};

use super::reservation::Reservation;
use crate::{
    platform::{
        db::schema::{hold_origins, reservations},
        domain::{ids::ReservationId, quota::Origin},
    },
    reservations::domain::status::Status,
};

/// Retention of the origin of a hold.
const RETENTION: TimeDelta = TimeDelta::days(2);

/// Scope of the holds that a quota counts.
#[derive(Debug, Clone, Copy)]
pub enum HoldScope<'a> {
    /// From an IPv4 address or an IPv6 /64.
    Narrow(&'a Origin),
    /// From an IPv4 /24 or an IPv6 /48.
    Wide(&'a Origin),
    /// With this hash of an email address, from an IPv4 address or an IPv6 /64.
    EmailInNarrow(&'a [u8], &'a Origin),
    /// With this hash of an email address, from an IPv4 /24 or an IPv6 /48.
    EmailInWide(&'a [u8], &'a Origin),
}

/// Serializes all holds from one IPv4 /24 or IPv6 /48 until the transaction ends. Take this lock
/// before any row lock.
pub fn lock(conn: &mut PgConnection, origin: &Origin) -> QueryResult<()> {
    let key: String = origin.wide.iter().map(|byte| format!("{byte:02x}")).collect();
    sql_query("select pg_advisory_xact_lock(hashtextextended($1, 2))")
        .bind::<Text, _>(key)
        .execute(conn)
        .map(drop)
}

/// Records the origin of a hold.
pub fn insert(
    conn: &mut PgConnection,
    held: &Reservation,
    origin: &Origin,
    email_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(hold_origins::table)
        .values((
            hold_origins::reservation_id.eq(held.id),
            hold_origins::city_id.eq(held.city_id),
            hold_origins::narrow_hash.eq(&origin.narrow),
            hold_origins::wide_hash.eq(&origin.wide),
            hold_origins::email_hash.eq(email_hash),
            hold_origins::created_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// Returns the number of live holds of a scope at `now`, and when the first of them ends. A hold is
/// live until it is confirmed or over.
pub fn live(
    conn: &mut PgConnection,
    scope: HoldScope<'_>,
    now: DateTime<Utc>,
) -> QueryResult<(i64, Option<DateTime<Utc>>)> {
    reservations::table
        .filter(reservations::id.eq_any(of_scope(scope).select(hold_origins::reservation_id)))
        .filter(reservations::status.eq(Status::Held).and(reservations::hold_expires_at.gt(now)))
        .select((count_star(), min(reservations::hold_expires_at)))
        .first(conn)
}

/// Returns the number of live holds of a scope whose address is not verified.
pub fn live_unverified(
    conn: &mut PgConnection,
    scope: HoldScope<'_>,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    reservations::table
        .filter(reservations::id.eq_any(of_scope(scope).select(hold_origins::reservation_id)))
        .filter(reservations::status.eq(Status::Held).and(reservations::hold_expires_at.gt(now)))
        .filter(reservations::email_confirmed_at.is_null())
        .count()
        .get_result(conn)
}

/// Returns the number of holds of a scope placed since `since`, and when the first of them was
/// placed.
pub fn placed_since(
    conn: &mut PgConnection,
    scope: HoldScope<'_>,
    since: DateTime<Utc>,
) -> QueryResult<(i64, Option<DateTime<Utc>>)> {
    of_scope(scope)
        .filter(hold_origins::created_at.gt(since))
        .select((count_star(), min(hold_origins::created_at)))
        .first(conn)
}

/// Returns the hash of the IPv4 address or IPv6 /64 that a hold was placed from; `None` after its
/// retention.
pub fn narrow_hash_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Vec<u8>>> {
    let of_hold = hold_origins::table.filter(hold_origins::reservation_id.eq(id));
    of_hold.select(hold_origins::narrow_hash).first(conn).optional()
}

/// Deletes the origins of a driver's holds.
pub fn erase(conn: &mut PgConnection, reservations: &[ReservationId]) -> QueryResult<()> {
    diesel::delete(hold_origins::table.filter(hold_origins::reservation_id.eq_any(reservations)))
        .execute(conn)
        .map(drop)
}

/// Deletes the origins that are past their retention.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(hold_origins::table.filter(hold_origins::created_at.lt(now - RETENTION)))
        .execute(conn)
        .map(drop)
}

fn of_scope(scope: HoldScope<'_>) -> hold_origins::BoxedQuery<'_, Pg> {
    let query = hold_origins::table.into_boxed();
    match scope {
        HoldScope::Narrow(origin) => query.filter(hold_origins::narrow_hash.eq(&origin.narrow)),
        HoldScope::Wide(origin) => query.filter(hold_origins::wide_hash.eq(&origin.wide)),
        HoldScope::EmailInNarrow(email, origin) => query
            .filter(hold_origins::narrow_hash.eq(&origin.narrow))
            .filter(hold_origins::email_hash.eq(email)),
        HoldScope::EmailInWide(email, origin) => query
            .filter(hold_origins::wide_hash.eq(&origin.wide))
            .filter(hold_origins::email_hash.eq(email)),
    }
}
