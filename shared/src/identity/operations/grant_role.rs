//! Grants a role to a user.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::{
        domain::scope::GrantedRole,
        models::{role_grant::RoleGrant, user::User},
    },
    platform::{
        domain::ids::UserId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Grants a role in a place. Locks the user's row. Idempotent: an active grant of the same role in
/// the same place is returned as it is.
///
/// # Errors
/// `NotFound`; `Invalid` when the user is disabled, or the city or the site does not exist.
pub fn grant_role(
    conn: &mut PgConnection,
    user_id: UserId,
    granted: GrantedRole,
    note: Option<&str>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<RoleGrant> {
    let user = User::lock_row(conn, user_id)?;
    if user.disabled_at.is_some() {
        return Err(Error::field("email", "disabled", "is that of a user who may not sign in"));
    }
    if let Some(active) = RoleGrant::find_active(conn, user_id, granted)? {
        return Ok(active);
    }
    let grant = RoleGrant::insert(conn, user_id, granted, &audit.actor, note, now)?;
    let mut event = AuditEvent::new("user.grant_role", user_id.0).to(grant.audit_fields());
    event.note = note;
    audit.record(conn, event, now)?;
    Ok(grant)
}
