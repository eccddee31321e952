//! Verifies an email address by the link or the code of a mail: that of an account, or that of a
//! guest's hold, which may be confirmed by it.
//!
//! Lock order: spot, reservation, the subject of the verification, its address, then the user.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{confirm_reservation::confirm_email, transition::lock_any};
use crate::{
    Error, Result,
    identity::{
        domain::verification::{Purpose, VerificationPrincipal},
        models::{email_verification::EmailVerification, user::User},
        operations::verify_email::{TypedCode, linked, lock_address, use_up, verify_account},
    },
    places::domain::terms::Terms,
    platform::domain::ids::ProofId,
    reservations::models::reservation::Reservation,
};

#[derive(Debug, Clone)]
pub enum Verified {
    /// The address of an account: a new one, or one that was there.
    Account(User),
    /// The address of a guest's hold.
    Reservation(Reservation),
}

/// The link of a mail, and what came with it.
pub struct FollowedLink<'a> {
    pub id: ProofId,
    /// Whose token came with it.
    pub caller: Option<VerificationPrincipal>,
    /// A password for the account, hashed.
    pub password_hash: Option<&'a str>,
}

/// Proves an address by the link of the mail, and does what follows from it.
///
/// # Errors
/// `WrongCode`; `PasswordRequired` for an account whose password was chosen by somebody who does
/// not follow the link; for a hold `HoldExpired`, `InvalidTransition`, and `PaymentOverdue` when
/// whoever has the address owes for a stay before.
pub fn verify_by_link(
    conn: &mut PgConnection,
    link: &FollowedLink<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Verified> {
    if let Some(id) = EmailVerification::find(conn, link.id)?.and_then(|proof| proof.reservation_id)
    {
        lock_any(conn, id)?;
    }
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
/// As [`verify_by_link`].
pub fn verify_by_code(
    conn: &mut PgConnection,
    typed: &TypedCode<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<Verified>> {
    if let Some(id) =
        EmailVerification::live(conn, typed.subject)?.and_then(|proof| proof.reservation_id)
    {
        lock_any(conn, id)?;
    }
    let Some(proof) = typed.find(conn, now)? else { return Ok(None) };
    follow(conn, &proof, None, terms, now).map(Some)
}

fn follow(
    conn: &mut PgConnection,
    proof: &EmailVerification,
    password_hash: Option<&str>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Verified> {
    let Some(id) = proof.reservation_id.filter(|_| proof.purpose == Purpose::Reservation) else {
        return verify_account(conn, proof, password_hash, now).map(Verified::Account);
    };
    lock_address(conn, &proof.email)?;
    let reservation = confirm_email(conn, id, terms, now)?;
    use_up(conn, proof, now)?;
    Ok(Verified::Reservation(reservation))
}
