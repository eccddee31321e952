//! Sign-in attempts: too many consecutive wrong passwords lock the address for their source,
//! whether or not it has an account.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use sha2::{Digest, Sha256};

use crate::{
    Error, Result,
    identity::{
        domain::lockout::{self, Source},
        models::{email_verification::lock_subject, sign_in_failure::SignInFailure},
    },
};

/// Counts a password as wrong before it is verified, so that concurrent guesses are all counted.
/// [`forgive_sign_in`] resets the count.
///
/// # Errors
/// `SignInLocked` after too many failures from this source: the password is not verified then, even
/// if it is right.
pub fn attempt_sign_in(
    conn: &mut PgConnection,
    email: &str,
    source: &Source,
    now: DateTime<Utc>,
) -> Result<()> {
    lock_email(conn, email)?;
    let (email_hash, mut counted) = (hash(email), Vec::new());
    for counter in source.counters() {
        let known = SignInFailure::lock(conn, &email_hash, &hash(&counter.key), now)?;
        if let Some(until) = known.locked_until.filter(|until| *until > now) {
            return Err(Error::SignInLocked { wait: until - now });
        }
        counted.push((known, counter.free));
    }
    for (known, free) in counted {
        let before = if known.failed_at + lockout::MEMORY < now { 0 } else { known.failures };
        let failures = before.saturating_add(1);
        let delay =
            u32::try_from(failures).ok().and_then(|failures| lockout::delay(failures, free));
        known.count(conn, failures, delay.map(|delay| now + delay), now)?;
    }
    Ok(())
}

/// Resets the failures of an address from a source, after the right password came from there.
///
/// # Errors
/// Only database errors.
pub fn forgive_sign_in(conn: &mut PgConnection, email: &str, source: &Source) -> Result<()> {
    lock_email(conn, email)?;
    let email_hash = hash(email);
    for counter in source.counters() {
        SignInFailure::forget(conn, &email_hash, &hash(&counter.key))?;
    }
    Ok(())
}

/// Resets all failures of an address, after its owner has set a new password.
///
/// # Errors
/// Only database errors.
pub fn forgive_sign_ins(conn: &mut PgConnection, email: &str) -> Result<()> {
    lock_email(conn, email)?;
    Ok(SignInFailure::forget_all(conn, &hash(email))?)
}

/// Serializes attempts at one address, because each locks several rows.
fn lock_email(conn: &mut PgConnection, email: &str) -> Result<()> {
    Ok(lock_subject(conn, &format!("sign_in:{}", normal(email)))?)
}

/// Hashes the text: addresses without an account are not stored in plain text.
fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(normal(text).as_bytes()).to_vec()
}

fn normal(text: &str) -> String {
    text.trim().to_lowercase()
}
