//! Tokens for clients of the original application. Use extends their validity, and each has a
//! session of its own.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::renew_session::{hash, open};
use crate::{
    Result,
    identity::models::{legacy_token, session, user::User},
    platform::domain::ids::{SessionId, UserId},
};

/// Validity of a token after its last use.
const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// Opens a session for `token` and ends the session of the user's previous token.
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

/// Returns the user and the session of a token, and extends its validity. `None` when the token is
/// unknown or has expired, or its session has ended.
///
/// # Errors
/// Only database errors.
pub fn use_token(
    conn: &mut PgConnection,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<(UserId, SessionId)>> {
    Ok(legacy_token::renew(conn, &hash(token), now + LIFETIME, now)?)
}
