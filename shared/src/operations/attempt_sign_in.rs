//! A password is tried: too many wrong ones in a row lock the address for a while, whether or not it has an account.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use sha2::{Digest, Sha256};

use crate::{Error, Result, domain::lockout, models::sign_in_failure::SignInFailure};

/// Counts a password as wrong before it is looked at, so that guesses at once are not looked at for free. [`forgive_sign_in`] takes it back.
///
/// # Errors
/// `SignInLocked` when there were too many: then not even the right one is looked at.
pub fn attempt_sign_in(conn: &mut PgConnection, email: &str, now: DateTime<Utc>) -> Result<()> {
    let known = SignInFailure::lock(conn, &hash(email), now)?;
    if let Some(until) = known.locked_until.filter(|until| *until > now) {
        return Err(Error::SignInLocked { wait: until - now });
    }
    let before = if known.failed_at + lockout::MEMORY < now { 0 } else { known.failures };
    let failures = before.saturating_add(1);
    let delay = u32::try_from(failures).ok().and_then(lockout::delay);
    known.count(conn, failures, delay.map(|delay| now + delay), now)?;
    Ok(())
}

/// Forgets the wrong passwords of an address: its owner has shown who they are.
///
/// # Errors
/// When the database refuses.
pub fn forgive_sign_in(conn: &mut PgConnection, email: &str) -> Result<()> {
    Ok(SignInFailure::forget(conn, &hash(email))?)
}

/// Addresses that nobody has signed up with are not kept in the clear.
fn hash(email: &str) -> Vec<u8> {
    Sha256::digest(email.trim().to_lowercase().as_bytes()).to_vec()
}
