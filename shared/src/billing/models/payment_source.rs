//! The payment source of a reservation: its owner, customer and card.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::{
    db::{functions::period_end, schema::reservations},
    domain::{
        ids::{GuestId, ReservationId, UserId},
        owner::Owner,
    },
};

/// The columns of a reservation that billing reads.
#[derive(Debug, Clone)]
pub struct PaymentSource {
    pub reservation_id: ReservationId,
    pub owner: Owner,
    pub stripe_customer_id: String,
    pub stripe_payment_method_id: String,
    /// End of the stay.
    pub ends_at: DateTime<Utc>,
}

/// Owner, customer, payment method and end, as stored.
type Row = (Option<UserId>, Option<GuestId>, Option<String>, Option<String>, DateTime<Utc>);

impl PaymentSource {
    /// Returns the payment source of a reservation; `None` if it has no owner or no card.
    pub fn find(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
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
            reservation_id: id,
            owner,
            stripe_customer_id: customer,
            stripe_payment_method_id: method,
            ends_at,
        }))
    }

    /// Replaces a customer that was deleted at Stripe.
    pub fn replace_customer(
        conn: &mut PgConnection,
        id: ReservationId,
        deleted: &str,
        created: &str,
    ) -> QueryResult<()> {
        let current = reservations::table
            .filter(reservations::id.eq(id))
            .filter(reservations::stripe_customer_id.eq(deleted));
        diesel::update(current)
            .set(reservations::stripe_customer_id.eq(created))
            .execute(conn)
            .map(drop)
    }
}
