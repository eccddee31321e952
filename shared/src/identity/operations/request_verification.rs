//! Requests the verification of an email address by mail.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::mail_budget::MailBudget;
use crate::{
    Error, Result,
    identity::{
        domain::verification::{Purpose, Subject},
        jobs::SendVerification,
        models::email_verification::{EmailVerification, NewEmailVerification, lock_subject},
    },
    platform::{
        domain::{email::Email, language::Language},
        jobs::Job,
    },
};

/// Validity of a code.
pub(crate) const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// Validity of the link to a hold or to a password reset.
pub(crate) const LINK_LIFETIME: TimeDelta = TimeDelta::hours(1);
/// Minimum interval between two mails.
const RESEND_INTERVAL: TimeDelta = TimeDelta::minutes(1);
/// Maximum number of mails per hour, for one subject or to one address.
const MAILS_AN_HOUR: usize = 5;

#[derive(Debug, Clone)]
pub struct RequestVerification {
    pub subject: Subject,
    /// Recipient of the mail.
    pub email: Email,
    /// The password of a sign-up, hashed.
    pub password_hash: Option<String>,
    /// Latest expiry: the end of the hold.
    pub until: Option<DateTime<Utc>>,
    /// Language of the mail, and of the account that a sign-up creates.
    pub language: Option<Language>,
}

impl RequestVerification {
    /// Returns the validity of the link.
    fn lifetime(&self) -> TimeDelta {
        match self.subject.purpose() {
            Purpose::SignUp | Purpose::Account => TimeDelta::hours(24),
            Purpose::Reservation | Purpose::PasswordReset | Purpose::GuestLink => LINK_LIFETIME,
        }
    }

    fn insert(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<EmailVerification> {
        let ends = |lifetime| self.until.map_or(now + lifetime, |until| until.min(now + lifetime));
        let new = NewEmailVerification {
            subject: &self.subject,
            email: self.email.as_str(),
            password_hash: self.password_hash.as_deref(),
            code_expires_at: ends(CODE_LIFETIME),
            expires_at: ends(self.lifetime()),
            language: self.language,
        };
        Ok(new.insert(conn, now)?)
    }
}

/// Sends the mail that begins a process, regardless of previous mails. Beyond the budget, the
/// result is the same but no mail is sent.
///
/// # Errors
/// Only database errors.
pub(crate) fn request_verification(
    conn: &mut PgConnection,
    request: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    lock_subject(conn, &request.subject.key())?;
    let verification = request.insert(conn, now)?;
    match budget.take(conn, &request.email, now)? {
        None => SendVerification { proof_id: verification.id }.enqueue(conn, now)?,
        Some(_) => {
            tracing::info!(purpose = request.subject.purpose().as_str(), "Mail budget exhausted")
        }
    }
    Ok(verification)
}

/// Sends another mail, subject to the minimum interval and the budget.
///
/// # Errors
/// `RateLimited`.
pub(crate) fn request_again(
    conn: &mut PgConnection,
    request: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    lock_subject(conn, &request.subject.key())?;
    if let Some(wait) = wait_before_mail(conn, request, RESEND_INTERVAL, now)? {
        return Err(Error::RateLimited { wait });
    }
    let exhausted = match request.subject.purpose() {
        purpose @ (Purpose::PasswordReset | Purpose::GuestLink) => {
            budget.take_for_network(conn, purpose, now)?
        }
        Purpose::SignUp | Purpose::Account | Purpose::Reservation => {
            budget.take(conn, &request.email, now)?
        }
    };
    if let Some(wait) = exhausted {
        return Err(Error::RateLimited { wait });
    }
    let verification = request.insert(conn, now)?;
    SendVerification { proof_id: verification.id }.enqueue(conn, now)?;
    Ok(verification)
}

/// Begins a sign-up. The result does not depend on whether the address has an account or has
/// exceeded its budget: only the mail differs.
///
/// # Errors
/// Only database errors.
pub fn begin_sign_up(
    conn: &mut PgConnection,
    request: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    let is_limited = wait_before_mail(conn, request, TimeDelta::zero(), now)?.is_some();
    if is_limited {
        request.insert(conn, now)
    } else {
        request_verification(conn, request, budget, now)
    }
}

/// Requests a password reset. The result is the same for an address without an account, but no mail
/// is sent. Beyond the limits the request has no effect.
///
/// # Errors
/// Only database errors.
pub fn begin_password_reset(
    conn: &mut PgConnection,
    email: Email,
    language: Option<Language>,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<()> {
    let subject = Subject::PasswordReset(email.clone());
    let request =
        RequestVerification { subject, email, password_hash: None, until: None, language };
    match request_again(conn, &request, budget, now) {
        Ok(_) | Err(Error::RateLimited { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Records the request of a guest for the link to a reservation, for the job that looks for the
/// reservation. Beyond the limits the result is `None`.
///
/// The limits are those of [`request_again`], but only requests with the same address and reference
/// count: others may be a stranger's, and lead to no mail.
///
/// # Errors
/// Only database errors.
pub(crate) fn record_guest_link_request(
    conn: &mut PgConnection,
    request: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<Option<EmailVerification>> {
    let (key, purpose) = (request.subject.key(), request.subject.purpose());
    lock_subject(conn, &key)?;
    let earlier = EmailVerification::times_since(conn, &key, now - TimeDelta::hours(1))?;
    let is_early = earlier.first().is_some_and(|last| now < *last + RESEND_INTERVAL);
    if is_early
        || earlier.len() >= MAILS_AN_HOUR
        || budget.take_for_network(conn, purpose, now)?.is_some()
    {
        return Ok(None);
    }
    request.insert(conn, now).map(Some)
}

/// Returns the time until the next mail is allowed; `None` if it is allowed now.
fn wait_before_mail(
    conn: &mut PgConnection,
    request: &RequestVerification,
    between: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>> {
    let hour = TimeDelta::hours(1);
    let sent = EmailVerification::requests_since(
        conn,
        &request.subject,
        request.email.as_str(),
        now - hour,
    )?;
    let last = sent.iter().find(|(_, to_address)| *to_address).map(|(at, _)| *at + between);
    let oldest = sent.get(MAILS_AN_HOUR - 1).map(|(at, _)| *at + hour);
    Ok(last.max(oldest).filter(|until| *until > now).map(|until| until - now))
}
