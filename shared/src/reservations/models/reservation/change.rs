//! Changes to a reservation that are not transitions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{Changes, Reservation};
use crate::{
    platform::{
        db::schema::reservations,
        domain::ids::{GuestId, SpotId, UserId},
    },
    reservations::domain::status::Status,
};

impl Reservation {
    /// Records the SetupIntent and its customer, unless there is one already. No transition, since
    /// the status does not depend on it.
    pub fn set_setup_intent(
        &self,
        conn: &mut PgConnection,
        customer_id: &str,
        setup_intent_id: &str,
    ) -> QueryResult<Self> {
        let unset = reservations::table
            .filter(reservations::id.eq(self.id).and(reservations::city_id.eq(self.city_id)))
            .filter(reservations::stripe_setup_intent_id.is_null());
        diesel::update(unset)
            .set((
                reservations::stripe_customer_id.eq(customer_id),
                reservations::stripe_setup_intent_id.eq(setup_intent_id),
            ))
            .execute(conn)?;
        Self::find(conn, self.id)
    }

    /// Clears the SetupIntent of a customer that was deleted at Stripe, if it is still this one;
    /// returns `false` otherwise. No transition, since the status does not depend on it.
    pub fn forget_setup_intent(
        &self,
        conn: &mut PgConnection,
        setup_intent_id: &str,
    ) -> QueryResult<bool> {
        let current = reservations::table
            .filter(reservations::id.eq(self.id).and(reservations::city_id.eq(self.city_id)))
            .filter(reservations::stripe_setup_intent_id.eq(setup_intent_id));
        let rows = diesel::update(current)
            .set(reservations::stripe_setup_intent_id.eq(None::<String>))
            .execute(conn)?;
        Ok(rows == 1)
    }

    /// Records the price of the whole period after a transition in the same transaction.
    pub fn set_agreed(&self, conn: &mut PgConnection, agreed_minor: i64) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set(reservations::agreed_minor.eq(agreed_minor))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Moves the reservation to another spot, which is locked as well as its own. No transition,
    /// since the driver's right is the same: only spots of one price and kind are exchanged. The
    /// constraint `reservations_no_overlap` decides.
    pub fn set_spot(&self, conn: &mut PgConnection, spot_id: SpotId) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set(reservations::spot_id.eq(spot_id))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Replaces the card, or records the first one while the guest's address is not verified. No
    /// transition, since nothing else changes.
    pub fn set_card(&self, conn: &mut PgConnection, changes: &Changes) -> QueryResult<Self> {
        let live = reservations::table
            .filter(reservations::id.eq(self.id).and(reservations::city_id.eq(self.city_id)))
            .filter(reservations::status.eq_any(Status::BLOCKING));
        diesel::update(live).set(changes).returning(Self::as_returning()).get_result(conn)
    }

    /// Records that the guest has verified the address. The confirmation, if any, is a separate
    /// transition.
    pub fn set_email_verified(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set(reservations::email_confirmed_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    pub fn set_hold_expiry(
        &self,
        conn: &mut PgConnection,
        expires_at: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set(reservations::hold_expires_at.eq(expires_at))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Assigns the reservation to another guest: the same driver with the corrected address.
    pub fn set_guest(&self, conn: &mut PgConnection, guest_id: GuestId) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set(reservations::guest_id.eq(guest_id))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Assigns a guest's reservation to a user, after the transition in the same transaction.
    pub fn give_to(&self, conn: &mut PgConnection, user_id: UserId) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set((reservations::user_id.eq(user_id), reservations::guest_id.eq(None::<GuestId>)))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Copies the card from another reservation of the same driver. No transition, since the status
    /// does not depend on it.
    pub fn copy_card_from(&self, conn: &mut PgConnection, other: &Self) -> QueryResult<Self> {
        diesel::update(reservations::table.find((self.id, self.city_id)))
            .set((
                reservations::stripe_customer_id.eq(&other.stripe_customer_id),
                reservations::stripe_payment_method_id.eq(&other.stripe_payment_method_id),
                reservations::card_brand.eq(&other.card_brand),
                reservations::card_last4.eq(&other.card_last4),
                reservations::card_exp_month.eq(other.card_exp_month),
                reservations::card_exp_year.eq(other.card_exp_year),
                reservations::card_fingerprint.eq(&other.card_fingerprint),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}
