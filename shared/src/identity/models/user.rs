//! Users: people with an account. The role grants of a user give access to the console.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    Error, Result,
    platform::{
        db::{
            functions::{containing, lower},
            schema::{role_grants, users},
        },
        domain::{
            email::{Email, tombstone},
            ids::UserId,
            language::Language,
        },
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
pub struct User {
    pub id: UserId,
    /// The address, as it was entered.
    pub email: String,
    /// argon2id, in PHC format.
    pub password_hash: String,
    /// `None` until the user has entered a card.
    pub stripe_customer_id: Option<String>,
    /// Time of the sign-up.
    pub created_at: DateTime<Utc>,
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// `None` while the user may sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Time at which the personal data was erased.
    pub erased_at: Option<DateTime<Utc>>,
    /// The chosen language of texts to the user; `None` if none was chosen.
    pub language: Option<Language>,
}

/// A filter for users.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// Substring of the address.
    pub email: Option<String>,
    /// Stored form of a role that the user has in any place; any other text matches no user.
    pub role: Option<String>,
    /// Only users who signed up before this one.
    pub before: Option<UserId>,
}

impl User {
    /// Creates a user. Fails with `EmailTaken` when the address has an account already, ignoring
    /// case.
    pub fn insert(
        conn: &mut PgConnection,
        email: &Email,
        password_hash: &str,
        language: Option<Language>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        diesel::insert_into(users::table)
            .values((
                users::id.eq(UserId::new()),
                users::email.eq(email.as_str()),
                users::password_hash.eq(password_hash),
                users::language.eq(language),
                users::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(|error| {
                if violates(&error, "users_email_key") { Error::EmailTaken } else { error.into() }
            })
    }

    /// Creates a user with a verified address.
    pub fn insert_verified(
        conn: &mut PgConnection,
        email: &str,
        password_hash: &str,
        language: Option<Language>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let email: Email =
            email.parse().map_err(|_| Error::Internal("the address is none".to_owned()))?;
        let user = Self::insert(conn, &email, password_hash, language, now)?;
        Ok(Self::set_email_verified(conn, user.id, email.as_str(), now)?)
    }

    /// Records that the user has verified this address and makes it the account's address. The time
    /// of the first verification is kept.
    pub fn set_email_verified(
        conn: &mut PgConnection,
        id: UserId,
        email: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(users::table.find(id).filter(users::email_confirmed_at.is_null()))
            .set((users::email.eq(email), users::email_confirmed_at.eq(now)))
            .execute(conn)?;
        Self::find(conn, id)
    }

    /// Returns the user with this address, ignoring case.
    pub fn by_email(conn: &mut PgConnection, email: &str) -> QueryResult<Option<Self>> {
        users::table
            .filter(lower(users::email).eq(lower(email)))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    pub fn find(conn: &mut PgConnection, id: UserId) -> QueryResult<Self> {
        users::table.find(id).select(Self::as_select()).first(conn)
    }

    /// Sets the password and changes nothing else.
    pub fn set_password(
        conn: &mut PgConnection,
        id: UserId,
        password_hash: &str,
    ) -> QueryResult<()> {
        diesel::update(users::table.find(id))
            .set(users::password_hash.eq(password_hash))
            .execute(conn)
            .map(drop)
    }

    /// Sets the language of texts to the user; `None` for no choice.
    pub fn set_language(
        conn: &mut PgConnection,
        id: UserId,
        language: Option<Language>,
    ) -> QueryResult<Self> {
        diesel::update(users::table.find(id).filter(users::erased_at.is_null()))
            .set(users::language.eq(language))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Locks the user, so that concurrent requests are serialized.
    pub fn lock(conn: &mut PgConnection, id: UserId) -> QueryResult<()> {
        users::table.find(id).select(users::id).for_no_key_update().first::<UserId>(conn).map(drop)
    }

    /// Locks the user like [`Self::lock`], before data is added to the account.
    ///
    /// # Errors
    /// `Unauthenticated` if the personal data was erased after the request was authenticated.
    pub fn lock_unerased(conn: &mut PgConnection, id: UserId) -> Result<()> {
        let erased_at = users::table.find(id).select(users::erased_at);
        match erased_at.for_no_key_update().first::<Option<DateTime<Utc>>>(conn)? {
            Some(_) => Err(Error::Unauthenticated),
            None => Ok(()),
        }
    }

    /// Returns the user, locked, so that no new reference to the row can be added until the
    /// transaction ends.
    pub fn lock_row(conn: &mut PgConnection, id: UserId) -> QueryResult<Self> {
        users::table.find(id).select(Self::as_select()).for_update().first(conn)
    }

    /// Returns the user with this address, ignoring case, locked as by [`Self::lock_row`].
    pub fn lock_by_email(conn: &mut PgConnection, email: &str) -> QueryResult<Option<Self>> {
        let found = users::table.filter(lower(users::email).eq(lower(email)));
        found.select(Self::as_select()).for_update().first(conn).optional()
    }

    /// Returns whether the user is enabled and has the same password as when this row was read;
    /// neither can change until the transaction ends.
    pub fn may_still_sign_in(&self, conn: &mut PgConnection) -> QueryResult<bool> {
        let found = users::table.find(self.id).select(Self::as_select()).for_share().first(conn)?;
        Ok(found.disabled_at.is_none() && found.password_hash == self.password_hash)
    }

    /// Disables or enables the user.
    pub fn set_disabled(
        conn: &mut PgConnection,
        id: UserId,
        since: Option<DateTime<Utc>>,
    ) -> QueryResult<Self> {
        diesel::update(users::table.find(id))
            .set(users::disabled_at.eq(since))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Replaces the user's address with an invented one, and deletes the password and the language.
    pub fn erase(conn: &mut PgConnection, id: UserId, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(users::table.find(id))
            .set((
                users::email.eq(tombstone(id.0)),
                users::password_hash.eq(""),
                users::language.eq(None::<Language>),
                users::disabled_at.eq(now),
                users::erased_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Returns the users that match a filter, the newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &UserFilter,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = users::table.select(Self::as_select()).into_boxed();
        if let Some(email) = &filter.email {
            query = query.filter(users::email.ilike(containing(email)));
        }
        if let Some(role) = &filter.role {
            let holders = role_grants::table
                .filter(role_grants::role.eq(role).and(role_grants::revoked_at.is_null()))
                .select(role_grants::user_id);
            query = query.filter(users::id.eq_any(holders));
        }
        if let Some(before) = filter.before {
            query = query.filter(users::id.lt(before));
        }
        query.order(users::id.desc()).limit(limit).load(conn)
    }

    /// Clears a customer id that was deleted at Stripe; `false` if another id is stored.
    pub fn forget_stripe_customer(
        conn: &mut PgConnection,
        id: UserId,
        deleted: &str,
    ) -> QueryResult<bool> {
        let known = users::table.find(id).filter(users::stripe_customer_id.eq(deleted));
        let rows = diesel::update(known)
            .set(users::stripe_customer_id.eq(None::<String>))
            .execute(conn)?;
        Ok(rows == 1)
    }

    /// Stores the user's customer id at Stripe, unless one is stored already.
    pub fn set_stripe_customer(
        conn: &mut PgConnection,
        id: UserId,
        customer_id: &str,
    ) -> QueryResult<String> {
        diesel::update(users::table.find(id).filter(users::stripe_customer_id.is_null()))
            .set(users::stripe_customer_id.eq(customer_id))
            .execute(conn)?;
        users::table.find(id).select(users::stripe_customer_id.assume_not_null()).first(conn)
    }
}
