//! Change of a password by its user.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use crate::{
    Error, Result,
    identity::{
        domain::verification::Purpose,
        jobs::{AccountEvent, SendAccountMail},
        models::{email_verification::EmailVerification, session, user::User},
    },
    platform::{
        domain::{
            ids::{SessionId, UserId},
            mail::AccountMail,
        },
        jobs::Job,
    },
};

/// Sets the password of `user_id`, ends the user's other sessions and pending reset links, and
/// sends a mail about it.
///
/// # Errors
/// `Unauthenticated` when the session was ended while the old password was being verified, for
/// example by a password reset.
pub fn change_password(
    conn: &mut PgConnection,
    user_id: UserId,
    kept: SessionId,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let user = User::lock_row(conn, user_id)?;
    if !session::is_live(conn, kept, user_id)? {
        return Err(Error::Unauthenticated);
    }
    User::set_password(conn, user_id, password_hash)?;
    session::revoke_others(conn, user_id, kept, now)?;
    EmailVerification::end_all(conn, Purpose::PasswordReset, &user.email, now)?;
    let event = AccountEvent { user_id, about: Uuid::now_v7() };
    SendAccountMail { template: AccountMail::PasswordChanged, event }.enqueue(conn, now)
}
