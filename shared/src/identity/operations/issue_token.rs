//! Tokens for clients of the original application, which renew themselves: each is a session of its
//! own.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::renew_session::{hash, open};
use crate::{
    Result,
    identity::models::{legacy_token, session, user::User},
    platform::domain::ids::{SessionId, UserId},
};

/// How long a token may rest before it ends.
const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// Opens a session for `token`, and ends that of the user's token before.
///
/// # Errors
/// As `open_session`.
pub fn issue_token(
    conn: &mut PgConnection,
    user: &User,
    token: &str,
    now: DateTime<Utc>,
) -> Result<SessionId> {
    if let Some(older) = legacy_token::lock_session_of(conn, user.id)? {
        session::revoke(conn, older, now)?;
    }
    let session_id = open(conn, user, now)?;
    legacy_token::put(conn, user.id, session_id, &hash(token), now + LIFETIME)?;
    Ok(session_id)
}

/// Whose token it is, and of which session; it lives on from now. `None` when it is not known, has
/// ended, or its session has.
///
/// # Errors
/// When the database refuses.
pub fn use_token(
    conn: &mut PgConnection,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<(UserId, SessionId)>> {
    Ok(legacy_token::renew(conn, &hash(token), now + LIFETIME, now)?)
}
