//! Reset of a forgotten password, with the link or the code of a mail.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    attempt_sign_in::forgive_sign_ins,
    sign_out::sign_out_everywhere,
    verify_email::{TypedCode, linked},
};
use crate::{
    Error, Result,
    identity::{
        domain::verification::Purpose,
        jobs::{AccountEvent, SendAccountMail},
        models::user::User,
    },
    platform::{
        domain::{ids::ProofId, mail::AccountMail},
        jobs::Job,
    },
};

/// Proof of the right to set a new password.
pub enum ResetCredential<'a> {
    Link(ProofId),
    Code(TypedCode<'a>),
}

/// Sets a new password, resets the failed sign-ins, ends every session, and sends a mail. Returns
/// `None` for a disabled user and for a wrong link or code; commit in that case as well, because
/// wrong codes are counted.
///
/// # Errors
/// `LinkRequired` after too many wrong codes; `WrongCode` when the verification has ended in the
/// meantime.
pub fn reset_password(
    conn: &mut PgConnection,
    credential: &ResetCredential<'_>,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<User>> {
    let proof = match credential {
        ResetCredential::Code(typed) => typed.find(conn, now)?,
        ResetCredential::Link(id) => match linked(conn, *id, now) {
            Err(Error::WrongCode) => None,
            found => Some(found?),
        },
    };
    let Some(proof) = proof.filter(|proof| proof.purpose == Purpose::PasswordReset) else {
        return Ok(None);
    };
    let user = User::lock_by_email(conn, &proof.email)?.filter(|user| user.disabled_at.is_none());
    let Some(user) = user else { return Ok(None) };
    // A password change or a sign-out everywhere may have ended it since it was read.
    if !proof.end(conn, now)? {
        return Err(Error::WrongCode);
    }
    User::set_password(conn, user.id, password_hash)?;
    sign_out_everywhere(conn, &user, now)?;
    // The mail was received, so the address is verified as well.
    let user = User::set_email_verified(conn, user.id, &user.email, now)?;
    forgive_sign_ins(conn, &user.email)?;
    let event = AccountEvent { user_id: user.id, about: proof.id.0 };
    SendAccountMail { template: AccountMail::PasswordChanged, event }.enqueue(conn, now)?;
    Ok(Some(user))
}
