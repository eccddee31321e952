//! Idempotency keys: what a client repeats is answered, not done again.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    Error, Result,
    platform::{
        db::schema::idempotency_keys,
        domain::ids::{CityId, ReservationId},
    },
};

/// A client's key, and what it is for.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    /// Whose key it is; other drivers may use the same text.
    pub scope: String,
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: Vec<u8>,
}

impl IdempotencyKey {
    /// The reservation that the key was used for before.
    ///
    /// Two requests with the same key at once are put in a row by an advisory lock until the first
    /// has committed.
    ///
    /// # Errors
    /// [`Error::IdempotencyKeyReused`] when it was used for another request.
    pub fn claim(&self, conn: &mut PgConnection) -> Result<Option<ReservationId>> {
        diesel::sql_query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<diesel::sql_types::Text, _>(format!("idempotency:{}:{}", self.scope, self.key))
            .execute(conn)?;
        let known: Option<(Vec<u8>, ReservationId)> = idempotency_keys::table
            .find((&self.scope, &self.key))
            .select((idempotency_keys::request_hash, idempotency_keys::reservation_id))
            .first(conn)
            .optional()?;
        match known {
            Some((hash, _)) if hash != self.request_hash => Err(Error::IdempotencyKeyReused),
            known => Ok(known.map(|(_, reservation_id)| reservation_id)),
        }
    }

    /// Remembers what the key was used for.
    pub fn store(
        &self,
        conn: &mut PgConnection,
        id: ReservationId,
        city: CityId,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::insert_into(idempotency_keys::table)
            .values((
                idempotency_keys::scope.eq(&self.scope),
                idempotency_keys::key.eq(&self.key),
                idempotency_keys::request_hash.eq(&self.request_hash),
                idempotency_keys::reservation_id.eq(id),
                idempotency_keys::city_id.eq(city),
                idempotency_keys::created_at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }
}

/// Forgets every key of a scope.
pub fn remove_scope(conn: &mut PgConnection, scope: &str) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::scope.eq(scope))).execute(conn)
}
