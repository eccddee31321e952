//! The card on file for a charge: its owner, the customer at Stripe and the card.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::charge::Charge;
use crate::platform::{
    db::{
        functions::period_end,
        schema::{cards, reservations, users},
    },
    domain::{
        ids::{GuestId, ReservationId, UserId},
        owner::Owner,
    },
};

/// The card that a charge is collected from.
#[derive(Debug, Clone)]
pub struct CardOnFile {
    pub owner: Owner,
    pub stripe_customer_id: String,
    pub stripe_payment_method_id: String,
    /// Earliest time of a payment: the end of the stay, or the creation of the charge.
    pub payable_from: DateTime<Utc>,
}

/// Owner, customer, payment method and end, as stored.
type Row = (Option<UserId>, Option<GuestId>, Option<String>, Option<String>, DateTime<Utc>);

impl CardOnFile {
    /// Returns the card of the reservation; for a charge without one, the user's default card.
    /// `None` if there is none.
    pub fn of_charge(conn: &mut PgConnection, charge: &Charge) -> QueryResult<Option<Self>> {
        match (charge.reservation_id, charge.driver()) {
            (Some(id), _) => Self::of_reservation(conn, id),
            (None, Some(Owner::User(id))) => Self::of_user(conn, id, charge.created_at),
            (None, _) => Ok(None),
        }
    }

    fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        let (user_id, guest_id, customer, method, ends_at): Row = reservations::table
            .filter(reservations::id.eq(id))
            .select((
                reservations::user_id,
                reservations::guest_id,
                reservations::stripe_customer_id,
                reservations::stripe_payment_method_id,
                period_end(reservations::period),
            ))
            .first(conn)?;
        let owner = user_id.map(Owner::User).or(guest_id.map(Owner::Guest));
        Ok(owner.zip(customer.zip(method)).map(|(owner, (customer, method))| Self {
            owner,
            stripe_customer_id: customer,
            stripe_payment_method_id: method,
            payable_from: ends_at,
        }))
    }

    fn of_user(
        conn: &mut PgConnection,
        id: UserId,
        created_at: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let found: Option<(Option<String>, String)> = users::table
            .inner_join(cards::table.on(cards::user_id.eq(users::id)))
            .filter(users::id.eq(id).and(cards::is_default))
            .select((users::stripe_customer_id, cards::stripe_payment_method_id))
            .first(conn)
            .optional()?;
        Ok(found.and_then(|(customer, method)| {
            Some(Self {
                owner: Owner::User(id),
                stripe_customer_id: customer?,
                stripe_payment_method_id: method,
                payable_from: created_at,
            })
        }))
    }

    /// Replaces a deleted Stripe customer in a reservation.
    pub fn replace_customer(
        conn: &mut PgConnection,
        id: ReservationId,
        deleted: &str,
        created: &str,
    ) -> QueryResult<()> {
        let present = reservations::table
            .filter(reservations::id.eq(id))
            .filter(reservations::stripe_customer_id.eq(deleted));
        diesel::update(present)
            .set(reservations::stripe_customer_id.eq(created))
            .execute(conn)
            .map(drop)
    }
}
