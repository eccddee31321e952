//! Resends a verification mail, to the same address or, while it is not verified, to a corrected
//! one.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::transition::lock;
use crate::{
    Error, Result,
    identity::{
        domain::{principal::Principal, verification::Subject},
        models::{email_verification::EmailVerification, guest::Guest, user::User},
        operations::{
            mail_budget::MailBudget,
            request_verification::{RequestVerification, request_again},
        },
    },
    platform::domain::{email::Email, ids::ReservationId},
    reservations::{
        domain::status::{Event, Status},
        models::reservation::Reservation,
    },
};

/// Sends another mail, to `email` if given; the link and the code of the previous mail then become
/// invalid.
///
/// # Errors
/// `RateLimited`, `EmailConfirmed`; for a hold `HoldExpired`, and `InvalidTransition` when it is no
/// longer a hold; `NotFound` for a principal that has no address to verify.
pub fn resend_verification(
    conn: &mut PgConnection,
    principal: Principal,
    email: Option<Email>,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    match principal {
        Principal::SignUp(id) => {
            let subject = Subject::SignUp(id);
            let last =
                EmailVerification::live(conn, &subject.key())?.ok_or(Error::EmailConfirmed)?;
            let email = email.map_or_else(|| address(&last.email), Ok)?;
            let request = RequestVerification {
                subject,
                email,
                password_hash: last.password_hash,
                until: None,
                language: last.language,
            };
            request_again(conn, &request, budget, now)
        }
        Principal::User(id) => {
            let user = User::find(conn, id)?;
            if user.email_confirmed_at.is_some() {
                return Err(Error::EmailConfirmed);
            }
            let subject = Subject::Account(id);
            let last = EmailVerification::live(conn, &subject.key())?
                .map_or(user.email, |last| last.email);
            let email = email.map_or_else(|| address(&last), Ok)?;
            let language = user.language;
            let request =
                RequestVerification { subject, email, password_hash: None, until: None, language };
            request_again(conn, &request, budget, now)
        }
        Principal::ReservationLink(id) => resend_to_guest(conn, id, email, budget, now),
        Principal::Operator(_) | Principal::PaymentLink(_) => Err(Error::NotFound),
    }
}

fn resend_to_guest(
    conn: &mut PgConnection,
    id: ReservationId,
    email: Option<Email>,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    let reservation = lock(conn, id, Principal::ReservationLink(id))?;
    let guest = match (&email, reservation.guest_id) {
        (Some(email), _) => Guest::with_email(conn, email, now)?,
        (None, Some(guest_id)) => Guest::find(conn, guest_id)?,
        (None, None) => return Err(Error::NotFound),
    };
    let email = email.map_or_else(|| address(&guest.email), Ok)?;
    let request = verification_of_hold(&reservation, email, now)?;
    reservation.set_guest(conn, guest.id)?;
    request_again(conn, &request, budget, now)
}

/// Returns the request for a verification mail to the guest of a hold.
///
/// # Errors
/// `EmailConfirmed`, `HoldExpired`, `InvalidTransition` when the reservation is no longer a hold.
pub(super) fn verification_of_hold(
    reservation: &Reservation,
    email: Email,
    now: DateTime<Utc>,
) -> Result<RequestVerification> {
    match reservation.status {
        _ if !reservation.awaits_verification() => return Err(Error::EmailConfirmed),
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if reservation.is_hold_expired(now) => return Err(Error::HoldExpired),
        Status::Held => {}
        from => return Err(from.transition_error(Event::Confirm)),
    }
    let subject = Subject::Reservation(reservation.id, reservation.city_id);
    Ok(RequestVerification {
        subject,
        email,
        password_hash: None,
        until: reservation.hold_expires_at,
        language: reservation.language,
    })
}

fn address(text: &str) -> Result<Email> {
    text.parse().map_err(|_| Error::Internal("an address in the database is none".to_owned()))
}
