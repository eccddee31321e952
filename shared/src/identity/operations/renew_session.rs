//! Sessions: opened by a sign-in, renewed by refresh tokens that are good for one use.

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

/// How long a session may rest before it ends.
pub const REFRESH_LIFETIME: TimeDelta = TimeDelta::days(30);
/// How long a used token may be used again, as long as its successor has not been used: two tabs of
/// a browser, or an answer that was lost.
const REUSE_WINDOW: TimeDelta = TimeDelta::minutes(5);

/// What came of an attempt to renew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// The session goes on.
    Renewed(UserId, SessionId),
    /// The token is not known, has ended, or belongs to a session that has.
    Refused,
    /// The token came a second time: somebody has copied it. The session has been ended.
    Reused,
}

/// Opens a session with its first refresh token.
///
/// # Errors
/// `WrongCredentials` for a user who is disabled, or whose password was changed since `user` was
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

/// Takes a refresh token and puts `next`, which is always the same for it, in its place. See
/// decision 10.
///
/// # Errors
/// When the database refuses. A token that is no good is an answer, not an error: what it brings
/// about must be committed.
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

/// The only way to a session, with refresh tokens or without.
pub(super) fn open(conn: &mut PgConnection, user: &User, now: DateTime<Utc>) -> Result<SessionId> {
    session::open(conn, user, now)?.ok_or(Error::WrongCredentials)
}

pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
