//! Sessions and their refresh tokens. A session of a disabled user can be neither opened nor live,
//! regardless of how it is opened.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{auto_type, exists},
    prelude::*,
    select,
};

use super::user::User;
use crate::platform::{
    db::schema::{refresh_tokens, sessions, users},
    domain::ids::{SessionId, UserId},
};

/// A refresh token; only its hash is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = refresh_tokens, check_for_backend(diesel::pg::Pg))]
pub struct RefreshToken {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    pub session_id: SessionId,
    pub expires_at: DateTime<Utc>,
    /// Time of use; a token is valid for one use.
    pub used_at: Option<DateTime<Utc>>,
}

impl RefreshToken {
    /// Returns the token with this hash, locked, so that concurrent uses are serialized.
    pub fn lock(conn: &mut PgConnection, token_hash: &[u8]) -> QueryResult<Option<Self>> {
        refresh_tokens::table
            .find(token_hash)
            .select(Self::as_select())
            .for_update()
            .first(conn)
            .optional()
    }

    pub fn insert(
        conn: &mut PgConnection,
        token_hash: &[u8],
        session: SessionId,
        expires_at: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::insert_into(refresh_tokens::table)
            .values((
                refresh_tokens::token_hash.eq(token_hash),
                refresh_tokens::session_id.eq(session),
                refresh_tokens::expires_at.eq(expires_at),
            ))
            .execute(conn)
            .map(drop)
    }

    pub fn mark_used(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
        diesel::update(refresh_tokens::table.find(&self.token_hash))
            .set(refresh_tokens::used_at.eq(now))
            .execute(conn)
            .map(drop)
    }
}

/// The live sessions: not revoked, of a user who is not disabled. Every read of a session uses this
/// query.
#[auto_type]
pub(super) fn live() -> _ {
    sessions::table.filter(sessions::revoked_at.is_null()).filter(
        sessions::user_id
            .eq_any(users::table.filter(users::disabled_at.is_null()).select(users::id)),
    )
}

/// Opens a session; `None` for a user who is disabled, or whose password has changed since `user`
/// was read. Locks the user's row, so that neither can happen until the transaction ends.
pub fn open(
    conn: &mut PgConnection,
    user: &User,
    now: DateTime<Utc>,
) -> QueryResult<Option<SessionId>> {
    if !user.may_still_sign_in(conn)? {
        return Ok(None);
    }
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(SessionId::new()),
            sessions::user_id.eq(user.id),
            sessions::created_at.eq(now),
        ))
        .returning(sessions::id)
        .get_result(conn)
        .map(Some)
}

/// Returns whether the session belongs to the user and is live.
pub fn is_live(conn: &mut PgConnection, id: SessionId, user_id: UserId) -> QueryResult<bool> {
    select(exists(live().filter(sessions::id.eq(id)).filter(sessions::user_id.eq(user_id))))
        .get_result(conn)
}

/// Returns those of the sessions that are live.
pub fn live_among(conn: &mut PgConnection, ids: &[SessionId]) -> QueryResult<Vec<SessionId>> {
    live().filter(sessions::id.eq_any(ids)).select(sessions::id).load(conn)
}

/// Returns the user of a session; `None` when it is not live.
pub fn live_user(conn: &mut PgConnection, id: SessionId) -> QueryResult<Option<UserId>> {
    live().filter(sessions::id.eq(id)).select(sessions::user_id).first(conn).optional()
}

pub fn revoke(conn: &mut PgConnection, id: SessionId, now: DateTime<Utc>) -> QueryResult<()> {
    let live = sessions::table.find(id).filter(sessions::revoked_at.is_null());
    diesel::update(live).set(sessions::revoked_at.eq(now)).execute(conn).map(drop)
}

/// Revokes every session of a user.
pub fn revoke_all(
    conn: &mut PgConnection,
    user_id: UserId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let live =
        sessions::table.filter(sessions::user_id.eq(user_id).and(sessions::revoked_at.is_null()));
    diesel::update(live).set(sessions::revoked_at.eq(now)).execute(conn)
}

/// Deletes every session of a user, with its tokens.
pub fn remove_all(conn: &mut PgConnection, user_id: UserId) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id))).execute(conn)
}

/// Counts the sessions of a user that have not been revoked.
pub fn count_live(conn: &mut PgConnection, user_id: UserId) -> QueryResult<i64> {
    let live =
        sessions::table.filter(sessions::user_id.eq(user_id).and(sessions::revoked_at.is_null()));
    live.count().get_result(conn)
}

/// Revokes every session of a user except one.
pub fn revoke_others(
    conn: &mut PgConnection,
    user_id: UserId,
    kept: SessionId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let others = sessions::table.filter(
        sessions::user_id
            .eq(user_id)
            .and(sessions::id.ne(kept))
            .and(sessions::revoked_at.is_null()),
    );
    diesel::update(others).set(sessions::revoked_at.eq(now)).execute(conn)
}
