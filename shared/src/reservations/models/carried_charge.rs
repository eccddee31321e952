//! Charges that are carried over from one stay of a driver to a later one.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    billing::models::charge::Charge,
    platform::{
        db::{
            functions::{period_end, period_start},
            schema::{charges, reservation_transitions, reservations},
        },
        domain::ids::{ChargeId, ReservationId, UserId},
    },
    reservations::{domain::status::Event, models::reservation::Reservation},
};

/// An earlier stay whose amount is contained in a charge.
#[derive(Debug, Clone, Queryable)]
pub struct CarriedStay {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// In minor units.
    pub amount_minor: i64,
}

/// Returns the charges that wait for the next charge of a reservation's driver, locked, the oldest
/// first: those in the same city and currency of the same user, of the same guest, or with the same
/// card.
///
/// A guest is the same one only if the address was verified for both stays, because anybody can
/// enter an address. Upper and lower case make no difference, because there is one guest for an
/// address. A guest's stay that a user has claimed is matched by the card only, unless the address
/// was verified for the stay itself.
pub fn lock_waiting(
    conn: &mut PgConnection,
    reservation: &Reservation,
) -> QueryResult<Vec<Charge>> {
    let unproved = match reservation.user_id {
        Some(user_id) => claimed_without_proof(conn, user_id)?,
        None => Vec::new(),
    };
    let user_id = reservation.user_id.filter(|_| !unproved.contains(&reservation.id));
    let of_user = reservations::user_id.eq(user_id).and(reservations::id.ne_all(&unproved));
    let guest_id = reservation.guest_id.filter(|_| reservation.email_confirmed_at.is_some());
    let of_guest =
        reservations::guest_id.eq(guest_id).and(reservations::email_confirmed_at.is_not_null());
    let of_driver = reservations::table
        .filter(
            of_user
                .or(of_guest)
                .or(reservations::card_fingerprint.eq(reservation.card_fingerprint.as_deref())),
        )
        .filter(reservations::city_id.eq(reservation.city_id))
        .select(reservations::id.nullable());
    charges::table
        .filter(charges::carried_until.is_not_null())
        .filter(charges::city_id.eq(reservation.city_id))
        .filter(charges::currency.eq(reservation.currency.code()))
        .filter(charges::reservation_id.eq_any(of_driver))
        .select(Charge::as_select())
        .order(charges::id)
        .for_update()
        .load(conn)
}

/// Returns the stays that a user has claimed, and for which the guest's address was not verified.
fn claimed_without_proof(
    conn: &mut PgConnection,
    user_id: UserId,
) -> QueryResult<Vec<ReservationId>> {
    use reservation_transitions as columns;
    columns::table
        .inner_join(reservations::table.on(columns::reservation_id.eq(reservations::id)))
        .filter(columns::event.eq(Event::Claim.as_str()))
        .filter(reservations::user_id.eq(user_id))
        .filter(reservations::email_confirmed_at.is_null())
        .select(reservations::id)
        .load(conn)
}

/// Returns the stays whose amounts a charge contains, the earliest first.
pub fn taken_over_by(conn: &mut PgConnection, id: ChargeId) -> QueryResult<Vec<CarriedStay>> {
    charges::table
        .inner_join(reservations::table.on(charges::reservation_id.eq(reservations::id.nullable())))
        .filter(charges::carried_to.eq(id))
        .order((period_start(reservations::period), charges::id))
        .select((
            period_start(reservations::period),
            period_end(reservations::period),
            charges::amount_minor,
        ))
        .load(conn)
}
