//! Reservations of a driver: a user or a guest.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, pg::Pg, prelude::*, select};

use super::Reservation;
use crate::{
    billing::domain::charge::ChargeState,
    platform::{
        db::{
            functions::{lower, period_end},
            schema::{charges, guests, reservations},
        },
        domain::{
            ids::{GuestId, ReservationId, UserId},
            language::Language,
            owner::Owner,
            reference::ReservationReference,
        },
    },
    reservations::domain::status::Status,
};

impl Reservation {
    /// Returns the reservations, except holds, of the guest with this address, the oldest first.
    pub fn of_guest_with(
        conn: &mut PgConnection,
        email: &str,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let guests_of = guests::table
            .filter(lower(guests::email).eq(lower(email)))
            .select(guests::id.nullable());
        reservations::table
            .filter(
                reservations::guest_id.eq_any(guests_of).and(reservations::status.ne(Status::Held)),
            )
            .order(reservations::id)
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the newest reservation of the guest with this address and this reference, unless it
    /// ended at `since` or before.
    pub fn of_guest_by_reference(
        conn: &mut PgConnection,
        email: &str,
        reference: ReservationReference,
        since: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let guests_of = guests::table
            .filter(lower(guests::email).eq(lower(email)))
            .select(guests::id.nullable());
        let ids: Vec<ReservationId> = reservations::table
            .filter(reservations::guest_id.eq_any(guests_of))
            .filter(period_end(reservations::period).gt(since))
            .order(reservations::id.desc())
            .select(reservations::id)
            .load(conn)?;
        let found = ids.into_iter().find(|id| ReservationReference::from(*id) == reference);
        found.map(|id| Self::find(conn, id)).transpose()
    }

    /// Returns the number of a driver's holds that have not expired at `now`.
    pub fn live_holds(
        conn: &mut PgConnection,
        driver: Owner,
        now: DateTime<Utc>,
    ) -> QueryResult<i64> {
        let live = reservations::status.eq(Status::Held).and(reservations::hold_expires_at.gt(now));
        // A re-seat offer is not requested by the driver, so it does not count.
        let live = live.and(reservations::reseat_of.is_null());
        let query = reservations::table.filter(live).count().into_boxed();
        match driver {
            Owner::User(id) => query.filter(reservations::user_id.eq(id)).get_result(conn),
            Owner::Guest(id) => query.filter(reservations::guest_id.eq(id)).get_result(conn),
        }
    }

    /// Returns the number of a guest's holds with a verified address that have not expired at
    /// `now`.
    pub fn verified_holds(
        conn: &mut PgConnection,
        guest: GuestId,
        now: DateTime<Utc>,
    ) -> QueryResult<i64> {
        reservations::table
            .filter(
                reservations::guest_id
                    .eq(guest)
                    .and(reservations::email_confirmed_at.is_not_null()),
            )
            .filter(
                reservations::status.eq(Status::Held).and(reservations::hold_expires_at.gt(now)),
            )
            .filter(reservations::reseat_of.is_null())
            .count()
            .get_result(conn)
    }

    /// Returns the user of each of these reservations; `None` for a guest.
    pub fn drivers_of(
        conn: &mut PgConnection,
        ids: &[ReservationId],
    ) -> QueryResult<Vec<(ReservationId, Option<UserId>)>> {
        let these = reservations::table.filter(reservations::id.eq_any(ids));
        these.select((reservations::id, reservations::user_id)).load(conn)
    }
}

/// Returns whether a driver has a reservation that is not over. Holds that have expired at `now`
/// are over.
pub fn has_live(conn: &mut PgConnection, driver: Owner, now: DateTime<Utc>) -> QueryResult<bool> {
    let is_held = reservations::status
        .eq(Status::Held)
        .and(reservations::hold_expires_at.assume_not_null().gt(now));
    let is_live = reservations::status.eq(Status::Confirmed).or(is_held);
    select(exists(of_driver(driver).filter(is_live))).get_result(conn)
}

/// Returns whether a driver has a charge that is open, overdue or disputed: of a reservation, or of
/// another subject.
pub fn has_unsettled(conn: &mut PgConnection, driver: Owner) -> QueryResult<bool> {
    let ids = of_driver(driver).select(reservations::id.nullable());
    let unsettled =
        ChargeState::OPEN.into_iter().chain(ChargeState::OVERDUE).chain([ChargeState::Disputed]);
    let unsettled: Vec<ChargeState> = unsettled.collect();
    let of_reservations = charges::table
        .filter(charges::reservation_id.eq_any(ids).and(charges::state.eq_any(&unsettled)));
    if select(exists(of_reservations)).get_result(conn)? {
        return Ok(true);
    }
    let (user_id, guest_id) = match driver {
        Owner::User(id) => (Some(id), None),
        Owner::Guest(id) => (None, Some(id)),
    };
    let of_others = charges::table
        .filter(charges::user_id.eq(user_id).or(charges::guest_id.eq(guest_id)))
        .filter(charges::state.eq_any(&unsettled));
    select(exists(of_others)).get_result(conn)
}

/// Returns the ids of all reservations of a driver.
pub fn ids_of(conn: &mut PgConnection, driver: Owner) -> QueryResult<Vec<ReservationId>> {
    of_driver(driver).select(reservations::id).load(conn)
}

/// Deletes the fingerprints of a driver's cards, and the driver's languages.
pub fn erase_traces(conn: &mut PgConnection, ids: &[ReservationId]) -> QueryResult<()> {
    let is_traced =
        reservations::card_fingerprint.is_not_null().or(reservations::language.is_not_null());
    let traced = reservations::table.filter(reservations::id.eq_any(ids)).filter(is_traced);
    diesel::update(traced)
        .set((
            reservations::card_fingerprint.eq(None::<String>),
            reservations::language.eq(None::<Language>),
        ))
        .execute(conn)
        .map(drop)
}

/// Returns the ids, at Stripe, of the cards with which a driver has reserved.
pub fn cards_of(conn: &mut PgConnection, driver: Owner) -> QueryResult<Vec<String>> {
    of_driver(driver)
        .filter(reservations::stripe_payment_method_id.is_not_null())
        .select(reservations::stripe_payment_method_id.assume_not_null())
        .distinct()
        .load(conn)
}

fn of_driver(driver: Owner) -> reservations::BoxedQuery<'static, Pg> {
    let query = reservations::table.into_boxed();
    match driver {
        Owner::User(id) => query.filter(reservations::user_id.eq(id)),
        Owner::Guest(id) => query.filter(reservations::guest_id.eq(id)),
    }
}
