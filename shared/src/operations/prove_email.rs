//! Somebody proves, by the link or the code of a mail, that an email address is theirs.
//!
//! Lock order: spot, reservation, the subject of the proof, its address, then the user.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use secrecy::{ExposeSecret, SecretString};

use super::{
    confirm_reservation::confirm_email, sign_out::sign_out_everywhere, transition::lock_any,
};
use crate::{
    Error, Result,
    domain::{
        ids::ProofId,
        mail::AccountMail,
        proof::{Prover, Purpose},
        terms::Terms,
    },
    jobs::Job,
    models::{
        email_proof::{EmailProof, lock_subject},
        reservation::Reservation,
        user::User,
    },
    token::Tokens,
};

/// How many wrong codes within a [`DAY`] there may be for one address, over all mails for one
/// purpose.
const MAX_WRONG_CODES: i64 = 10;
/// How long wrong codes are remembered.
const DAY: TimeDelta = TimeDelta::hours(24);

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
    /// `LinkRequired` after too many wrong codes for the address.
    pub(super) fn find(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<EmailProof>> {
        lock_subject(conn, self.subject)?;
        let Some(proof) =
            EmailProof::live(conn, self.subject)?.filter(|proof| proof.takes_link(now))
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

/// The proof that a link leads to, locked.
pub(super) fn linked(
    conn: &mut PgConnection,
    id: ProofId,
    now: DateTime<Utc>,
) -> Result<EmailProof> {
    let found = EmailProof::find(conn, id)?.ok_or(Error::WrongCode)?;
    if let Some(reservation_id) = found.reservation_id {
        lock_any(conn, reservation_id)?;
    }
    lock_subject(conn, &found.subject)?;
    let proof = EmailProof::find(conn, id)?.filter(|proof| proof.takes_link(now));
    proof.ok_or(Error::WrongCode)
}

/// The link of a mail, and what came with it.
pub struct FollowedLink<'a> {
    /// The mail.
    pub id: ProofId,
    /// Whose token came with it.
    pub caller: Option<Prover>,
    /// A password for the account, hashed.
    pub password_hash: Option<&'a str>,
}

/// Proves an address by the link of the mail, and does what follows from it.
///
/// # Errors
/// `WrongCode`; `PasswordRequired` for an account whose password was chosen by somebody who does
/// not follow the link; for a hold `HoldExpired`, `InvalidTransition`, and `PaymentOverdue` when
/// whoever has the address owes for a stay before.
pub fn prove_by_link(
    conn: &mut PgConnection,
    link: &FollowedLink<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Proved> {
    let proof = linked(conn, link.id, now)?;
    let is_own = link.caller.is_some_and(|caller| caller.subject() == proof.subject);
    let is_account = matches!(proof.purpose, Purpose::SignUp | Purpose::Account);
    if is_account && !is_own && link.password_hash.is_none() {
        return Err(Error::PasswordRequired);
    }
    follow(conn, &proof, link.password_hash, terms, now)
}

/// The same by the code. `None` when it is wrong: that is no error, for it must be committed that
/// it was tried.
///
/// # Errors
/// As [`prove_by_link`].
pub fn prove_by_code(
    conn: &mut PgConnection,
    typed: &TypedCode<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<Proved>> {
    if let Some(id) = EmailProof::live(conn, typed.subject)?.and_then(|proof| proof.reservation_id)
    {
        lock_any(conn, id)?;
    }
    let Some(proof) = typed.find(conn, now)? else { return Ok(None) };
    follow(conn, &proof, None, terms, now).map(Some)
}

fn follow(
    conn: &mut PgConnection,
    proof: &EmailProof,
    password_hash: Option<&str>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Proved> {
    // Two sign-ups with one address, confirmed at once: one of them is second.
    lock_address(conn, &proof.email)?;
    let owner = User::by_email(conn, &proof.email)?;
    match (proof.purpose, &proof.password_hash, proof.user_id, proof.reservation_id) {
        // Whoever has an account was told so instead of being sent this proof.
        (Purpose::SignUp, Some(chosen), ..) if owner.is_none() => {
            let user =
                User::insert_confirmed(conn, &proof.email, password_hash.unwrap_or(chosen), now)?;
            use_up(conn, proof, now)?;
            EmailProof::end_all(conn, Purpose::SignUp, &proof.email, now)?;
            Ok(Proved::Account(user))
        }
        (Purpose::Account, _, Some(user_id), _)
            if owner.is_none_or(|owner| owner.id == user_id) =>
        {
            let user = User::lock_row(conn, user_id)?;
            if user.disabled_at.is_some() {
                return Err(Error::WrongCode);
            }
            use_up(conn, proof, now)?;
            // A link that was sent to the address before leads to another one's account.
            EmailProof::end_all(conn, Purpose::PasswordReset, &user.email, now)?;
            EmailProof::end_all(conn, Purpose::PasswordReset, &proof.email, now)?;
            if let Some(hash) = password_hash {
                User::set_password(conn, user_id, hash)?;
                sign_out_everywhere(conn, &user, now)?;
            }
            let user = User::confirm_email(conn, user_id, &proof.email, now)?;
            if password_hash.is_some() {
                Job::SendAccountMail(AccountMail::PasswordChanged, user_id, proof.id.0)
                    .enqueue(conn, now)?;
            }
            Ok(Proved::Account(user))
        }
        (Purpose::Reservation, .., Some(id)) => {
            let reservation = confirm_email(conn, id, terms, now)?;
            use_up(conn, proof, now)?;
            Ok(Proved::Reservation(reservation))
        }
        _ => Err(Error::WrongCode),
    }
}

/// Ends a proof; the user or the reservation is locked before.
fn use_up(conn: &mut PgConnection, proof: &EmailProof, now: DateTime<Utc>) -> Result<()> {
    if proof.end(conn, now)? { Ok(()) } else { Err(Error::WrongCode) }
}

/// Puts all who prove one address in a row, until the transaction ends.
fn lock_address(conn: &mut PgConnection, email: &str) -> Result<()> {
    Ok(lock_subject(conn, &format!("address:{}", email.to_lowercase()))?)
}
