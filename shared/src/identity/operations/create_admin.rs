//! Creates an admin, by the command `api create-admin`.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::grant_role::grant_role;
use crate::{
    Result,
    identity::{
        domain::{
            role::Role,
            scope::{GrantPlace, GrantedRole},
        },
        models::user::User,
    },
    platform::{
        domain::email::Email,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Grants the user with this address the role `admin` everywhere, and marks the address as
/// verified. Creates the account with this password hash if there is none; an existing account
/// keeps its password. Returns `true` if the account was created.
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
    let admin = GrantedRole { role: Role::Admin, place: GrantPlace::Everywhere };
    let known = User::by_email(conn, email.as_str())?;
    let (user, is_new) = match known {
        Some(user) => (user, false),
        None => {
            let user = User::insert(conn, email, password_hash, None, now)?;
            audit.record(conn, AuditEvent::new("user.create", user.id.0), now)?;
            (user, true)
        }
    };
    grant_role(conn, user.id, admin, None, &audit, now)?;
    User::set_email_verified(conn, user.id, &user.email, now)?;
    Ok(is_new)
}
