//! Tokens for clients of the original application: one per user, stored as a hash.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::session;
use crate::platform::{
    db::schema::{legacy_tokens, sessions, users},
    domain::ids::{SessionId, UserId},
};

/// Returns the session of the user's token, if there is one. Locks the user, so that concurrent
/// sign-ins are serialized.
pub fn lock_session_of(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Option<SessionId>> {
    users::table.find(user_id).select(users::id).for_no_key_update().first::<UserId>(conn)?;
    legacy_tokens::table.find(user_id).select(legacy_tokens::session_id).first(conn).optional()
}

/// Stores the user's token and replaces the previous one.
pub fn put(
    conn: &mut PgConnection,
    user_id: UserId,
    session_id: SessionId,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    let token = (
        legacy_tokens::session_id.eq(session_id),
        legacy_tokens::token_hash.eq(token_hash),
        legacy_tokens::expires_at.eq(expires_at),
    );
    diesel::insert_into(legacy_tokens::table)
        .values((legacy_tokens::user_id.eq(user_id), token))
        .on_conflict(legacy_tokens::user_id)
        .do_update()
        .set(token)
        .execute(conn)
        .map(drop)
}

/// Returns the user of a token that is valid at `now` and whose session is live; extends its
/// validity until `expires_at`.
pub fn renew(
    conn: &mut PgConnection,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<Option<(UserId, SessionId)>> {
    let live = session::live().select(sessions::id);
    let good = legacy_tokens::table
        .filter(legacy_tokens::token_hash.eq(token_hash).and(legacy_tokens::expires_at.gt(now)))
        .filter(legacy_tokens::session_id.eq_any(live));
    diesel::update(good)
        .set(legacy_tokens::expires_at.eq(expires_at))
        .returning((legacy_tokens::user_id, legacy_tokens::session_id))
        .get_result(conn)
        .optional()
}
