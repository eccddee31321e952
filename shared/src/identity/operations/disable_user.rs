//! Disables a user, by an operator. The last admin cannot be disabled.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{keep_admin::keep_admin, sign_out::sign_out_everywhere};
use crate::{
    Result,
    identity::models::user::User,
    platform::{
        domain::ids::UserId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Disables a user, and ends the user's sessions and pending password resets. Locks the user's row.
/// Idempotent: the time of the first call is kept.
///
/// # Errors
/// `NotFound`; `LastAdmin`.
pub fn disable_user(
    conn: &mut PgConnection,
    id: UserId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<User> {
    keep_admin(conn, id)?;
    let user = User::lock_row(conn, id)?;
    let has_ended = sign_out_everywhere(conn, &user, now)?;
    let disabled = User::set_disabled(conn, id, user.disabled_at.or(Some(now)))?;
    if has_ended || user.disabled_at.is_none() {
        audit.record(conn, AuditEvent::new("user.disable", id.0).reason(note), now)?;
    }
    Ok(disabled)
}
