//! Sign-out of all sessions of a user, by the user or by an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    identity::{
        domain::verification::Purpose,
        models::{email_verification::EmailVerification, session, user::User},
    },
    platform::{
        domain::ids::UserId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Ends every session of a user, and the pending links and codes for a password reset. Returns
/// whether there were any.
///
/// # Errors
/// Only database errors.
pub fn sign_out_everywhere(
    conn: &mut PgConnection,
    user: &User,
    now: DateTime<Utc>,
) -> Result<bool> {
    let sessions = session::revoke_all(conn, user.id, now)?;
    let proofs = EmailVerification::end_all(conn, Purpose::PasswordReset, &user.email, now)?;
    Ok(sessions + proofs > 0)
}

/// Signs a user out everywhere on behalf of an operator. Locks the user's row.
///
/// # Errors
/// `NotFound`.
pub fn sign_out_user(
    conn: &mut PgConnection,
    id: UserId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<User> {
    let user = User::lock_row(conn, id)?;
    if sign_out_everywhere(conn, &user, now)? {
        audit.record(conn, AuditEvent::new("user.sign_out", id.0).reason(note), now)?;
    }
    Ok(user)
}
