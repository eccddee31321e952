//! Sessions: opened by a sign-in, renewed with refresh tokens that are valid for one use.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use sha2::{Digest, Sha256};

use crate::{
    Error, Result,
    identity::models::{
        session::{self, RefreshToken},
        user::User,
    },
    platform::domain::ids::{SessionId, UserId},
};

/// Validity of a session after its last renewal.
pub const REFRESH_LIFETIME: TimeDelta = TimeDelta::days(30);
/// Period in which a used token is accepted again, provided its successor has not been used: for
/// two tabs of a browser, or a lost response.
const REUSE_WINDOW: TimeDelta = TimeDelta::minutes(5);

/// Outcome of a renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    Renewed(UserId, SessionId),
    /// The token is unknown or has expired, or its session has ended.
    Refused,
    /// The token was used a second time, so it was probably copied. The session is revoked.
    Reused,
}

/// Opens a session with its first refresh token.
///
/// # Errors
/// `WrongCredentials` for a user who is disabled, or whose password has changed since `user` was
/// read.
pub fn open_session(
    conn: &mut PgConnection,
    user: &User,
    token: &str,
    now: DateTime<Utc>,
) -> Result<SessionId> {
    let id = open(conn, user, now)?;
    RefreshToken::insert(conn, &hash(token), id, now + REFRESH_LIFETIME)?;
    Ok(id)
}

/// Replaces a refresh token with `next`, which is always the same for one token. See decision 10.
///
/// # Errors
/// Only database errors. An invalid token is an outcome, not an error, because its effect must
/// be committed.
pub fn renew_session(
    conn: &mut PgConnection,
    token: &str,
    next: &str,
    now: DateTime<Utc>,
) -> Result<Renewal> {
    let Some(known) = RefreshToken::lock(conn, &hash(token))? else { return Ok(Renewal::Refused) };
    let Some(user_id) = session::live_user(conn, known.session_id)? else {
        return Ok(Renewal::Refused);
    };
    if let Some(used_at) = known.used_at {
        let follower = RefreshToken::lock(conn, &hash(next))?;
        if now - used_at <= REUSE_WINDOW
            && follower.is_some_and(|follower| follower.used_at.is_none())
        {
            return Ok(Renewal::Renewed(user_id, known.session_id));
        }
        session::revoke(conn, known.session_id, now)?;
        return Ok(Renewal::Reused);
    }
    if known.expires_at <= now {
        return Ok(Renewal::Refused);
    }
    known.mark_used(conn, now)?;
    RefreshToken::insert(conn, &hash(next), known.session_id, now + REFRESH_LIFETIME)?;
    Ok(Renewal::Renewed(user_id, known.session_id))
}

/// Opens a session, with or without refresh tokens; no other function does.
pub(super) fn open(conn: &mut PgConnection, user: &User, now: DateTime<Utc>) -> Result<SessionId> {
    session::open(conn, user, now)?.ok_or(Error::WrongCredentials)
}

pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
