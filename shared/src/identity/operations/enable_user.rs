//! Enables a disabled user, by an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::models::user::User,
    platform::{
        domain::ids::UserId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Allows a disabled user to sign in again. Locks the user's row. Idempotent.
///
/// # Errors
/// `NotFound`; `Invalid` when the personal data of the user is erased.
pub fn enable_user(
    conn: &mut PgConnection,
    id: UserId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<User> {
    let user = User::lock_row(conn, id)?;
    if user.erased_at.is_some() {
        return Err(Error::field("id", "erased", "is a user whose personal data is erased"));
    }
    let enabled = User::set_disabled(conn, id, None)?;
    if user.disabled_at.is_some() {
        audit.record(conn, AuditEvent::new("user.enable", id.0).reason(note), now)?;
    }
    Ok(enabled)
}
