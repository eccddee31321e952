//! Verifies the email address of an account, by the link or the code of a mail.
//!
//! Lock order: the subject of the verification, its address, then the user.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use secrecy::{ExposeSecret, SecretString};

use super::sign_out::sign_out_everywhere;
use crate::{
    Error, Result,
    identity::{
        domain::verification::Purpose,
        jobs::{AccountEvent, SendAccountMail},
        models::{
            email_verification::{EmailVerification, lock_subject},
            user::User,
        },
    },
    platform::{
        domain::{ids::ProofId, mail::AccountMail},
        jobs::Job,
        token::Tokens,
    },
};

/// Maximum number of wrong codes within a [`DAY`] for one address, over all mails for one purpose.
const MAX_WRONG_CODES: i64 = 10;
/// Period in which wrong codes are counted.
const DAY: TimeDelta = TimeDelta::hours(24);

/// A code that was entered.
pub struct TypedCode<'a> {
    /// Expected subject, in the form of [`crate::identity::domain::verification::Subject::key`].
    pub subject: &'a str,
    pub code: &'a SecretString,
    /// Derives the expected code.
    pub tokens: &'a Tokens,
}

impl TypedCode<'_> {
    /// Returns the verification with this code, locked. `None` for a wrong code, which is counted.
    ///
    /// # Errors
    /// `LinkRequired` after too many wrong codes for the address.
    pub(crate) fn find(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<EmailVerification>> {
        lock_subject(conn, self.subject)?;
        let Some(proof) =
            EmailVerification::live(conn, self.subject)?.filter(|proof| proof.takes_link(now))
        else {
            return Ok(None);
        };
        lock_address(conn, &proof.email)?;
        if proof.wrong_tries_since(conn, now - DAY)? >= MAX_WRONG_CODES {
            return Err(Error::LinkRequired);
        }
        if !proof.takes_codes(now) {
            return Ok(None);
        }
        if self.tokens.is_code(proof.id, self.code.expose_secret()) {
            return Ok(Some(proof));
        }
        proof.count_wrong(conn)?;
        Ok(None)
    }
}

/// Returns the verification of a link, locked.
pub(crate) fn linked(
    conn: &mut PgConnection,
    id: ProofId,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    let found = EmailVerification::find(conn, id)?.ok_or(Error::WrongCode)?;
    lock_subject(conn, &found.subject)?;
    let proof = EmailVerification::find(conn, id)?.filter(|proof| proof.takes_link(now));
    proof.ok_or(Error::WrongCode)
}

/// Verifies the address of an account; creates the account of a sign-up.
///
/// # Errors
/// `WrongCode` when the verification is for something else, or has ended.
pub(crate) fn verify_account(
    conn: &mut PgConnection,
    proof: &EmailVerification,
    password_hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<User> {
    // Serializes concurrent verifications of two sign-ups with one address.
    lock_address(conn, &proof.email)?;
    let owner = User::by_email(conn, &proof.email)?;
    match (proof.purpose, &proof.password_hash, proof.user_id) {
        // An owner of an account receives a different mail instead of this verification.
        (Purpose::SignUp, Some(chosen), _) if owner.is_none() => {
            let hash = password_hash.unwrap_or(chosen);
            let user = User::insert_verified(conn, &proof.email, hash, proof.language, now)?;
            use_up(conn, proof, now)?;
            EmailVerification::end_all(conn, Purpose::SignUp, &proof.email, now)?;
            Ok(user)
        }
        (Purpose::Account, _, Some(user_id)) if owner.is_none_or(|owner| owner.id == user_id) => {
            let user = User::lock_row(conn, user_id)?;
            if user.disabled_at.is_some() {
                return Err(Error::WrongCode);
            }
            use_up(conn, proof, now)?;
            // A link that was sent to the address earlier leads to another account.
            EmailVerification::end_all(conn, Purpose::PasswordReset, &user.email, now)?;
            EmailVerification::end_all(conn, Purpose::PasswordReset, &proof.email, now)?;
            if let Some(hash) = password_hash {
                User::set_password(conn, user_id, hash)?;
                sign_out_everywhere(conn, &user, now)?;
            }
            let user = User::set_email_verified(conn, user_id, &proof.email, now)?;
            if password_hash.is_some() {
                let event = AccountEvent { user_id, about: proof.id.0 };
                SendAccountMail { template: AccountMail::PasswordChanged, event }
                    .enqueue(conn, now)?;
            }
            Ok(user)
        }
        _ => Err(Error::WrongCode),
    }
}

/// Ends a verification. Lock the user or the reservation first.
pub(crate) fn use_up(
    conn: &mut PgConnection,
    proof: &EmailVerification,
    now: DateTime<Utc>,
) -> Result<()> {
    if proof.end(conn, now)? { Ok(()) } else { Err(Error::WrongCode) }
}

/// Serializes verifications of one address, until the transaction ends.
pub(crate) fn lock_address(conn: &mut PgConnection, email: &str) -> Result<()> {
    Ok(lock_subject(conn, &format!("address:{}", email.to_lowercase()))?)
}
