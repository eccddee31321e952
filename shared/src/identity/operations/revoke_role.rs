//! Revokes a role of a user.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::keep_admin::keep_admin;
use crate::{
    Result,
    identity::{
        domain::{role::Role, scope::GrantPlace},
        models::role_grant::{self, RoleGrant},
    },
    platform::{
        domain::ids::{RoleGrantId, UserId},
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Revokes a grant; the user's next request is refused. Serialized with the other changes of
/// admins. Idempotent: the time of the first call is kept.
///
/// # Errors
/// `NotFound`; `LastAdmin` when no other enabled user has the role `admin` everywhere.
pub fn revoke_role(
    conn: &mut PgConnection,
    id: RoleGrantId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<RoleGrant> {
    role_grant::lock_admins(conn)?;
    let grant = RoleGrant::find(conn, id)?;
    if grant.revoked_at.is_some() {
        return Ok(grant);
    }
    if grant.role == Role::Admin && grant.place() == GrantPlace::Everywhere {
        keep_admin(conn, grant.user_id)?;
    }
    let revoked = grant.revoke(conn, &audit.actor, now)?;
    let event = AuditEvent::new("user.revoke_role", grant.user_id.0).reason(note);
    audit.record(conn, event.to(grant.audit_fields()), now)?;
    Ok(revoked)
}

/// Revokes all active grants of a user, without audit events. The caller has called [`keep_admin`].
pub fn revoke_all_roles(
    conn: &mut PgConnection,
    user_id: UserId,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    for grant in RoleGrant::active_of(conn, user_id)? {
        grant.revoke(conn, actor, now)?;
    }
    Ok(())
}
