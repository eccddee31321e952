//! Idempotency keys: a repeated request receives the original result and is not executed again.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    Error, Result,
    platform::{
        db::schema::idempotency_keys,
        domain::ids::{CityId, ReservationId},
    },
};

/// A client's key and the hash of its request.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    /// The principal that owns the key; the same text is independent in other scopes.
    pub scope: String,
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: Vec<u8>,
}

impl IdempotencyKey {
    /// Returns the reservation of the earlier request with this key.
    ///
    /// Takes an advisory lock until the transaction ends, so that concurrent requests with the same
    /// key run one after the other.
    ///
    /// # Errors
    /// [`Error::IdempotencyKeyReused`] when the key was used for another request.
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

    /// Stores the reservation that the request created.
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

/// Deletes all keys of a scope.
pub fn remove_scope(conn: &mut PgConnection, scope: &str) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::scope.eq(scope))).execute(conn)
}
