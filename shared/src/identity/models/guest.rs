//! Guests: drivers without an account, identified by an email address.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::{
    db::{functions::lower, schema::guests},
    domain::{
        email::{Email, tombstone},
        ids::GuestId,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = guests, check_for_backend(diesel::pg::Pg))]
pub struct Guest {
    pub id: GuestId,
    /// The address, as it was first entered.
    pub email: String,
    /// `None` until the guest has entered a card.
    pub stripe_customer_id: Option<String>,
}

impl Guest {
    /// Returns the guest with this address, ignoring case; creates one if there is none.
    pub fn with_email(
        conn: &mut PgConnection,
        email: &Email,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(guests::table)
            .values((
                guests::id.eq(GuestId::new()),
                guests::email.eq(email.as_str()),
                guests::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)?;
        guests::table
            .filter(lower(guests::email).eq(lower(email.as_str())))
            .select(Self::as_select())
            .first(conn)
    }

    pub fn find(conn: &mut PgConnection, id: GuestId) -> QueryResult<Self> {
        guests::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Locks the guest, so that concurrent requests are serialized.
    pub fn lock(conn: &mut PgConnection, id: GuestId) -> QueryResult<()> {
        guests::table
            .find(id)
            .select(guests::id)
            .for_no_key_update()
            .first::<GuestId>(conn)
            .map(drop)
    }

    /// Returns the guest with this address, locked.
    pub fn lock_by_email(conn: &mut PgConnection, email: &str) -> QueryResult<Option<Self>> {
        let found = guests::table.filter(lower(guests::email).eq(lower(email)));
        found.select(Self::as_select()).for_update().first(conn).optional()
    }

    /// Replaces the guest's address with an invented one.
    pub fn erase(conn: &mut PgConnection, id: GuestId, now: DateTime<Utc>) -> QueryResult<()> {
        diesel::update(guests::table.find(id))
            .set((guests::email.eq(tombstone(id.0)), guests::erased_at.eq(now)))
            .execute(conn)
            .map(drop)
    }

    /// Clears a customer id that was deleted at Stripe; `false` if another id is stored.
    pub fn forget_stripe_customer(
        conn: &mut PgConnection,
        id: GuestId,
        deleted: &str,
    ) -> QueryResult<bool> {
        let known = guests::table.find(id).filter(guests::stripe_customer_id.eq(deleted));
        let rows = diesel::update(known)
            .set(guests::stripe_customer_id.eq(None::<String>))
            .execute(conn)?;
        Ok(rows == 1)
    }

    /// Stores the guest's customer id at Stripe, unless one is stored already.
    pub fn set_stripe_customer(
        conn: &mut PgConnection,
        id: GuestId,
        customer_id: &str,
    ) -> QueryResult<String> {
        diesel::update(guests::table.find(id).filter(guests::stripe_customer_id.is_null()))
            .set(guests::stripe_customer_id.eq(customer_id))
            .execute(conn)?;
        guests::table.find(id).select(guests::stripe_customer_id.assume_not_null()).first(conn)
    }
}
