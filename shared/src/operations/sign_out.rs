//! A user is signed out everywhere, by themselves or by an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    domain::proof::Purpose,
    models::{email_proof::EmailProof, session, user::User},
};

/// Ends every session of a user, and the pending links and codes that would set another password.
///
/// # Errors
/// When the database refuses.
pub fn sign_out_everywhere(conn: &mut PgConnection, user: &User, now: DateTime<Utc>) -> Result<()> {
    session::revoke_all(conn, user.id, now)?;
    Ok(EmailProof::end_all(conn, Purpose::PasswordReset, &user.email, now)?)
}
