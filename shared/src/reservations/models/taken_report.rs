//! Drivers' reports that their spot is taken.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::exists, pg::Pg, prelude::*, select};

use super::reservation::Reservation;
use crate::platform::{
    db::schema::taken_reports,
    domain::{ids::ReservationId, owner::Owner, quota::text_hash},
};

const RETENTION: TimeDelta = TimeDelta::days(365);

/// A report to insert.
#[derive(Debug)]
pub struct NewTakenReport<'a> {
    /// The stay that was reported.
    pub reservation: &'a Reservation,
    /// The hash of its card.
    pub card: &'a [u8],
    /// The hash of the IPv4 address or IPv6 /64 that the report came from.
    pub network: &'a [u8],
    /// `true` if nothing is charged for the stay.
    pub is_free: bool,
}

/// Scope in which free reports are counted.
#[derive(Debug, Clone, Copy)]
pub enum ReportScope<'a> {
    /// The hash of a card.
    Card(&'a [u8]),
    /// The hash of an IPv4 address or IPv6 /64.
    Network(&'a [u8]),
}

/// Returns the hash by which a reservation's card is counted: of the fingerprint of its number, or
/// of its id at Stripe if there is no fingerprint. A reservation without a card is counted by its
/// driver.
pub fn card_hash(reservation: &Reservation) -> Vec<u8> {
    let card =
        reservation.card_fingerprint.as_deref().or(reservation.stripe_payment_method_id.as_deref());
    match (card, reservation.driver()) {
        (Some(card), _) => text_hash(card),
        (None, Some(Owner::User(id))) => text_hash(&format!("user:{id}")),
        (None, Some(Owner::Guest(id))) => text_hash(&format!("guest:{id}")),
        (None, None) => text_hash(""),
    }
}

impl NewTakenReport<'_> {
    pub fn insert(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
        diesel::insert_into(taken_reports::table)
            .values((
                taken_reports::reservation_id.eq(self.reservation.id),
                taken_reports::city_id.eq(self.reservation.city_id),
                taken_reports::spot_id.eq(self.reservation.spot_id),
                taken_reports::card_hash.eq(self.card),
                taken_reports::network_hash.eq(self.network),
                taken_reports::is_free.eq(self.is_free),
                taken_reports::created_at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }
}

/// Returns whether the report made this stay free of charge; `None` when it was not reported.
pub fn is_free(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<bool>> {
    let of_stay = taken_reports::table.filter(taken_reports::reservation_id.eq(id));
    of_stay.select(taken_reports::is_free).first(conn).optional()
}

/// Returns the number of free reports of a scope since `since`.
pub fn free_since(
    conn: &mut PgConnection,
    scope: ReportScope<'_>,
    since: DateTime<Utc>,
) -> QueryResult<i64> {
    let query: taken_reports::BoxedQuery<'_, Pg> = match scope {
        ReportScope::Card(hash) => {
            taken_reports::table.filter(taken_reports::card_hash.eq(hash)).into_boxed()
        }
        ReportScope::Network(hash) => {
            taken_reports::table.filter(taken_reports::network_hash.eq(hash)).into_boxed()
        }
    };
    query
        .filter(taken_reports::is_free.and(taken_reports::created_at.gt(since)))
        .count()
        .get_result(conn)
}

/// Returns whether the spot was also reported since `since` with another card and from another
/// network.
pub fn is_independently_reported(
    conn: &mut PgConnection,
    report: &NewTakenReport<'_>,
    since: DateTime<Utc>,
) -> QueryResult<bool> {
    let others = taken_reports::table
        .filter(taken_reports::spot_id.eq(report.reservation.spot_id))
        .filter(taken_reports::created_at.gt(since))
        .filter(taken_reports::card_hash.ne(report.card))
        .filter(taken_reports::network_hash.ne(report.network));
    select(exists(others)).get_result(conn)
}

/// Deletes the reports of a driver's stays.
pub fn erase(conn: &mut PgConnection, reservations: &[ReservationId]) -> QueryResult<()> {
    diesel::delete(taken_reports::table.filter(taken_reports::reservation_id.eq_any(reservations)))
        .execute(conn)
        .map(drop)
}

/// Deletes the reports that are past their retention.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(taken_reports::table.filter(taken_reports::created_at.lt(now - RETENTION)))
        .execute(conn)
        .map(drop)
}
