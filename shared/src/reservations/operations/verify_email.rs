//! Verifies an email address by the link or the code of a mail: the address of an account, or that
//! of a guest's hold, which is confirmed if its card is set up.
//!
//! Lock order: spot, reservation, the subject of the verification, its address, then the user.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{confirm_reservation::record_email_verification, transition::lock_any};
use crate::{
    Error, Result,
    identity::{
        domain::{principal::Principal, verification::Purpose},
        models::{email_verification::EmailVerification, user::User},
        operations::verify_email::{TypedCode, linked, lock_address, use_up, verify_account},
    },
    places::domain::terms::Terms,
    platform::domain::ids::ProofId,
    reservations::models::reservation::Reservation,
};

#[derive(Debug, Clone)]
pub enum Verified {
    /// The address of an account, new or existing.
    Account(User),
    /// The address of a guest's hold.
    Reservation(Box<Reservation>),
}

/// A verification link, and the data sent with it.
pub struct FollowedLink<'a> {
    pub id: ProofId,
    /// Principal whose token was sent with the link.
    pub principal: Option<Principal>,
    /// Hash of a password for the account.
    pub password_hash: Option<&'a str>,
}

/// Verifies an address by the link of the mail, and applies the effects of the verification.
///
/// # Errors
/// `WrongCode`; `PasswordRequired` for an account whose password was set by a person other than the
/// one who follows the link; for a hold `HoldExpired`, `InvalidTransition`, and `PaymentOverdue`
/// when a charge of the address is overdue.
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
    let own = link.principal.and_then(Principal::verification_key);
    let is_own = own.is_some_and(|own| own == proof.subject);
    let is_account = matches!(proof.purpose, Purpose::SignUp | Purpose::Account);
    if is_account && !is_own && link.password_hash.is_none() {
        return Err(Error::PasswordRequired);
    }
    follow(conn, &proof, link.password_hash, terms, now)
}

/// Verifies an address by the code. `None` when the code is wrong; not an error, because the failed
/// attempt must be committed.
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
    let reservation = record_email_verification(conn, id, terms, now)?;
    use_up(conn, proof, now)?;
    Ok(Verified::Reservation(Box::new(reservation)))
}
