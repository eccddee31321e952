//! Guests: drivers with nothing but an email address.

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
    /// Their address, as they wrote it first.
    pub email: String,
    /// Who they are at Stripe, once they have given a card.
    pub stripe_customer_id: Option<String>,
}

impl Guest {
    /// The guest with this address, whatever its case; created when it is new.
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

    /// The guest with this id.
    pub fn find(conn: &mut PgConnection, id: GuestId) -> QueryResult<Self> {
        guests::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Locks the guest, so that what they ask for at once is done in a row.
    pub fn lock(conn: &mut PgConnection, id: GuestId) -> QueryResult<()> {
        guests::table
            .find(id)
            .select(guests::id)
            .for_no_key_update()
            .first::<GuestId>(conn)
            .map(drop)
    }

    /// The guest with this address, locked.
    pub fn lock_by_email(conn: &mut PgConnection, email: &str) -> QueryResult<Option<Self>> {
        let found = guests::table.filter(lower(guests::email).eq(lower(email)));
        found.select(Self::as_select()).for_update().first(conn).optional()
    }

    /// Puts a made-up address in the place of the guest's.
    pub fn erase(conn: &mut PgConnection, id: GuestId, now: DateTime<Utc>) -> QueryResult<()> {
        diesel::update(guests::table.find(id))
            .set((guests::email.eq(tombstone(id.0)), guests::erased_at.eq(now)))
            .execute(conn)
            .map(drop)
    }

    /// Forgets a customer that was deleted at Stripe; `false` when another one is known.
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

    /// Remembers who the guest is at Stripe; the first answer stays.
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
