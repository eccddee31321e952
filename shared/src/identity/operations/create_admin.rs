//! Creates an operator, by the command `api create-admin`.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::{domain::role::Role, models::user::User},
    platform::{
        domain::email::Email,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Makes the user with this address an operator, and marks the address as verified. Creates the
/// account with this password hash if there is none; an existing account keeps its password.
/// Returns `true` if the account was created.
///
/// # Errors
/// `Invalid` if the user is disabled.
pub fn create_admin(
    conn: &mut PgConnection,
    email: &Email,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    let Some(user) = User::by_email(conn, email.as_str())? else {
        let user = User::insert(conn, email, password_hash, Role::Operator, now)?;
        User::set_email_verified(conn, user.id, &user.email, now)?;
        audit.record(conn, AuditEvent::new("user.create_operator", user.id.0), now)?;
        return Ok(true);
    };
    if user.disabled_at.is_some() {
        return Err(Error::field("email", "disabled", "is that of a user who may not sign in"));
    }
    if user.role != Role::Operator || user.email_confirmed_at.is_none() {
        User::set_role(conn, user.id, Role::Operator)?;
        User::set_email_verified(conn, user.id, &user.email, now)?;
        audit.record(conn, AuditEvent::new("user.promote", user.id.0), now)?;
    }
    Ok(false)
}
