//! A forgotten password is set anew, by the link or the code of a mail.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    attempt_sign_in::forgive_sign_ins,
    sign_out::sign_out_everywhere,
    verify_email::{TypedCode, linked},
};
use crate::{
    Error, Result,
    identity::{domain::verification::Purpose, models::user::User},
    platform::{
        domain::{ids::ProofId, mail::AccountMail},
        jobs::Job,
    },
};

/// What shows who may set a new password.
pub enum ResetBy<'a> {
    Link(ProofId),
    Code(TypedCode<'a>),
}

/// Sets a forgotten password, forgives wrong ones, ends every sign-in, and tells by mail. `None`
/// when link or code are wrong, which must be committed because a wrong code counts, and for a
/// disabled user.
///
/// # Errors
/// `LinkRequired` after too many wrong codes; `WrongCode` when the proof was ended meanwhile.
pub fn reset_password(
    conn: &mut PgConnection,
    by: &ResetBy<'_>,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<User>> {
    let proof = match by {
        ResetBy::Code(typed) => typed.find(conn, now)?,
        ResetBy::Link(id) => match linked(conn, *id, now) {
            Err(Error::WrongCode) => None,
            found => Some(found?),
        },
    };
    let Some(proof) = proof.filter(|proof| proof.purpose == Purpose::PasswordReset) else {
        return Ok(None);
    };
    let user = User::lock_by_email(conn, &proof.email)?.filter(|user| user.disabled_at.is_none());
    let Some(user) = user else { return Ok(None) };
    // A change of the password, or a sign-out everywhere, may have ended it since it was read.
    if !proof.end(conn, now)? {
        return Err(Error::WrongCode);
    }
    User::set_password(conn, user.id, password_hash)?;
    sign_out_everywhere(conn, &user, now)?;
    // Whoever reads the mails of the address has proved it, too.
    let user = User::confirm_email(conn, user.id, &user.email, now)?;
    forgive_sign_ins(conn, &user.email)?;
    Job::SendAccountMail(AccountMail::PasswordChanged, user.id, proof.id.0).enqueue(conn, now)?;
    Ok(Some(user))
}
