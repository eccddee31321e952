//! Checks that an admin remains.

use diesel::PgConnection;

use crate::{Error, Result, identity::models::role_grant, platform::domain::ids::UserId};

/// Checks that another enabled user is an admin everywhere. Takes the lock of the admins, so that
/// two admins cannot remove each other at the same time. Call it before locking any user.
///
/// # Errors
/// `LastAdmin` when the user is the only enabled one with the role `admin` everywhere.
pub fn keep_admin(conn: &mut PgConnection, without: UserId) -> Result<()> {
    role_grant::lock_admins(conn)?;
    if role_grant::is_admin(conn, without)? && !role_grant::has_other_admin(conn, without)? {
        return Err(Error::LastAdmin);
    }
    Ok(())
}
