//! Consecutive wrong passwords, by the hashes of an address and of a source.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::db::schema::sign_in_failures;

/// The failures for an address and a source.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sign_in_failures, check_for_backend(diesel::pg::Pg))]
pub struct SignInFailure {
    /// SHA-256 of the address.
    pub email_hash: Vec<u8>,
    /// SHA-256 of the key of a counter.
    pub source_hash: Vec<u8>,
    /// Consecutive wrong passwords, including attempts in progress.
    pub failures: i32,
    /// Time of the last failure.
    pub failed_at: DateTime<Utc>,
    /// End of the lockout.
    pub locked_until: Option<DateTime<Utc>>,
}

impl SignInFailure {
    /// Returns the row, locked, so that concurrent attempts are all counted.
    pub fn lock(
        conn: &mut PgConnection,
        email_hash: &[u8],
        source_hash: &[u8],
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(sign_in_failures::table)
            .values((
                sign_in_failures::email_hash.eq(email_hash),
                sign_in_failures::source_hash.eq(source_hash),
                sign_in_failures::failures.eq(0),
                sign_in_failures::failed_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)?;
        sign_in_failures::table
            .find((email_hash, source_hash))
            .select(Self::as_select())
            .for_update()
            .first(conn)
    }

    pub fn count(
        &self,
        conn: &mut PgConnection,
        failures: i32,
        locked_until: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(sign_in_failures::table.find((&self.email_hash, &self.source_hash)))
            .set((
                sign_in_failures::failures.eq(failures),
                sign_in_failures::failed_at.eq(now),
                sign_in_failures::locked_until.eq(locked_until),
            ))
            .execute(conn)
            .map(drop)
    }

    /// Deletes the failures from one source.
    pub fn forget(
        conn: &mut PgConnection,
        email_hash: &[u8],
        source_hash: &[u8],
    ) -> QueryResult<()> {
        diesel::delete(sign_in_failures::table.find((email_hash, source_hash)))
            .execute(conn)
            .map(drop)
    }

    /// Deletes all failures for an address.
    pub fn forget_all(conn: &mut PgConnection, email_hash: &[u8]) -> QueryResult<()> {
        let all = sign_in_failures::table.filter(sign_in_failures::email_hash.eq(email_hash));
        diesel::delete(all).execute(conn).map(drop)
    }
}
