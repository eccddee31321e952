//! Somebody proves, by the link or the code of a mail, that an email address is theirs.
//!
//! Lock order: spot, reservation, then the subject of the proof.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use secrecy::{ExposeSecret, SecretString};

use super::{attempt_sign_in::forgive_sign_in, confirm_reservation::confirm_email, transition::lock_any};
use crate::{
    Error, Result,
    domain::{ids::ProofId, mail::AccountMail, proof::Purpose, terms::Terms},
    jobs::Job,
    models::{
        email_proof::{EmailProof, lock_subject},
        reservation::Reservation,
        session,
        user::User,
    },
    token::Tokens,
};

/// What was proved.
#[derive(Debug, Clone)]
pub enum Proved {
    /// The address of an account: a new one, or one that was there.
    Account(User),
    /// The address of a guest's hold.
    Reservation(Reservation),
}

/// A code that somebody has typed.
pub struct TypedCode<'a> {
    /// What it is to prove, as [`crate::domain::proof::Subject::key`] writes it.
    pub subject: &'a str,
    /// The code.
    pub code: &'a SecretString,
    /// Know the right one.
    pub tokens: &'a Tokens,
}

impl TypedCode<'_> {
    /// The proof whose code this is, locked. `None` when it is not, which counts.
    ///
    /// # Errors
    /// When the database refuses.
    fn find(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Option<EmailProof>> {
        lock_subject(conn, self.subject)?;
        let Some(proof) = EmailProof::live(conn, self.subject)?.filter(|proof| proof.takes_codes(now)) else {
            return Ok(None);
        };
        if self.tokens.is_code(proof.id, self.code.expose_secret()) {
            return Ok(Some(proof));
        }
        proof.count_wrong(conn)?;
        Ok(None)
    }
}

/// The proof that a link leads to, locked.
fn linked(conn: &mut PgConnection, id: ProofId, now: DateTime<Utc>) -> Result<EmailProof> {
    let found = EmailProof::find(conn, id)?.ok_or(Error::WrongCode)?;
    if let Some(reservation_id) = found.reservation_id {
        lock_any(conn, reservation_id)?;
    }
    lock_subject(conn, &found.subject)?;
    let proof = EmailProof::find(conn, id)?.filter(|proof| proof.takes_link(now));
    proof.ok_or(Error::WrongCode)
}

/// Proves an address by the link of the mail, and does what follows from it.
///
/// # Errors
/// `WrongCode`; for a hold `HoldExpired`, `InvalidTransition`, and `PaymentOverdue` when whoever has the address owes for a stay before.
pub fn prove_by_link(conn: &mut PgConnection, id: ProofId, terms: &Terms, now: DateTime<Utc>) -> Result<Proved> {
    let proof = linked(conn, id, now)?;
    follow(conn, &proof, terms, now)
}

/// The same by the code. `None` when it is wrong: that is no error, for it must be committed that it was tried.
///
/// # Errors
/// As [`prove_by_link`].
pub fn prove_by_code(
    conn: &mut PgConnection,
    typed: &TypedCode<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<Proved>> {
    if let Some(id) = EmailProof::live(conn, typed.subject)?.and_then(|proof| proof.reservation_id) {
        lock_any(conn, id)?;
    }
    let Some(proof) = typed.find(conn, now)? else { return Ok(None) };
    match follow(conn, &proof, terms, now) {
        Err(Error::WrongCode) => Ok(None),
        followed => followed.map(Some),
    }
}

fn follow(conn: &mut PgConnection, proof: &EmailProof, terms: &Terms, now: DateTime<Utc>) -> Result<Proved> {
    // Two sign-ups with one address, confirmed at once: one of them is second.
    lock_subject(conn, &format!("address:{}", proof.email.to_lowercase()))?;
    let owner = User::by_email(conn, &proof.email)?;
    let proved = match (proof.purpose, &proof.password_hash, proof.user_id, proof.reservation_id) {
        // Whoever has an account was told so instead of being sent this proof.
        (Purpose::SignUp, Some(hash), ..) if owner.is_none() => {
            let user = User::insert_confirmed(conn, &proof.email, hash, now)?;
            Proved::Account(user)
        }
        (Purpose::Account, _, Some(user_id), _) if owner.is_none_or(|owner| owner.id == user_id) => {
            Proved::Account(User::confirm_email(conn, user_id, &proof.email, now)?)
        }
        (Purpose::Reservation, .., Some(id)) => Proved::Reservation(confirm_email(conn, id, terms, now)?),
        _ => return Err(Error::WrongCode),
    };
    proof.end(conn, now)?;
    Ok(proved)
}

/// What shows who may set a new password.
pub enum ResetBy<'a> {
    /// The link.
    Link(ProofId),
    /// The code.
    Code(TypedCode<'a>),
}

/// Sets a forgotten password, forgives wrong ones, ends every sign-in, and tells by mail. `None` when link or code are wrong: it must be committed that a code was tried.
///
/// # Errors
/// When the database refuses.
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
    let Some(proof) = proof.filter(|proof| proof.purpose == Purpose::PasswordReset) else { return Ok(None) };
    let Some(user) = User::by_email(conn, &proof.email)? else { return Ok(None) };
    User::set_password(conn, user.id, password_hash)?;
    session::revoke_all(conn, user.id, now)?;
    // Who reads the mails of the address has proved it, too.
    let user = User::confirm_email(conn, user.id, &user.email, now)?;
    forgive_sign_in(conn, &user.email)?;
    proof.end(conn, now)?;
    Job::SendAccountMail(AccountMail::PasswordChanged, user.id, proof.id.0).enqueue(conn, now)?;
    Ok(Some(user))
}
