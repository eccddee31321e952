//! Somebody is asked, by mail, to prove that an email address is theirs.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::mail_budget::MailBudget;
use crate::{
    Error, Result,
    identity::{
        domain::verification::{Purpose, Subject},
        models::email_verification::{EmailVerification, NewEmailVerification, lock_subject},
    },
    platform::{domain::email::Email, jobs::Job},
};

/// How long a code is good.
pub(crate) const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// How long the link to a hold, or to a new password, is good.
pub(crate) const LINK_LIFETIME: TimeDelta = TimeDelta::hours(1);
/// How long after one mail the next may be asked for.
const PAUSE: TimeDelta = TimeDelta::minutes(1);
/// How many mails there are in an hour, about one thing or to one address.
const MAILS_AN_HOUR: usize = 5;

/// A mail that is wanted.
#[derive(Debug, Clone)]
pub struct RequestVerification {
    /// What is to be proved.
    pub subject: Subject,
    /// Where the mail goes.
    pub email: Email,
    /// The password of a sign-up, hashed.
    pub password_hash: Option<String>,
    /// When it is of no use any more: the hold runs out.
    pub until: Option<DateTime<Utc>>,
}

impl RequestVerification {
    /// How long the link is good.
    fn lifetime(&self) -> TimeDelta {
        match self.subject.purpose() {
            Purpose::SignUp | Purpose::Account => TimeDelta::hours(24),
            Purpose::Reservation | Purpose::PasswordReset => LINK_LIFETIME,
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
        };
        Ok(new.insert(conn, now)?)
    }
}

/// Sends the mail, whatever was sent before: for what is begun by it. Beyond the budget everything
/// is the same, but no mail goes out.
///
/// # Errors
/// When the database refuses.
pub(crate) fn request_verification(
    conn: &mut PgConnection,
    wanted: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    lock_subject(conn, &wanted.subject.key())?;
    let proof = wanted.insert(conn, now)?;
    match budget.take(conn, &wanted.email, now)? {
        None => Job::SendProof(proof.id).enqueue(conn, now)?,
        Some(_) => {
            tracing::info!(purpose = wanted.subject.purpose().as_str(), "Mail budget exhausted")
        }
    }
    Ok(proof)
}

/// Sends another mail, if the last one was not just now, and the budget allows it.
///
/// # Errors
/// `RateLimited`.
pub(crate) fn ask_again(
    conn: &mut PgConnection,
    wanted: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    lock_subject(conn, &wanted.subject.key())?;
    if let Some(wait) = pause(conn, wanted, PAUSE, now)? {
        return Err(Error::RateLimited { wait });
    }
    let exhausted = match wanted.subject.purpose() {
        Purpose::PasswordReset => budget.take_for_reset(conn, now)?,
        Purpose::SignUp | Purpose::Account | Purpose::Reservation => {
            budget.take(conn, &wanted.email, now)?
        }
    };
    if let Some(wait) = exhausted {
        return Err(Error::RateLimited { wait });
    }
    let proof = wanted.insert(conn, now)?;
    Job::SendProof(proof.id).enqueue(conn, now)?;
    Ok(proof)
}

/// Begins a sign-up. Nothing is different for an address that has an account, or that was sent too
/// many mails: only the mail is.
///
/// # Errors
/// When the database refuses.
pub fn begin_sign_up(
    conn: &mut PgConnection,
    wanted: &RequestVerification,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<EmailVerification> {
    let has_enough = pause(conn, wanted, TimeDelta::zero(), now)?.is_some();
    if has_enough {
        wanted.insert(conn, now)
    } else {
        request_verification(conn, wanted, budget, now)
    }
}

/// Asks for a new password. Nothing is different for an address without an account: only no mail
/// goes out. Too often, and nothing happens.
///
/// # Errors
/// When the database refuses.
pub fn begin_password_reset(
    conn: &mut PgConnection,
    email: Email,
    budget: &MailBudget,
    now: DateTime<Utc>,
) -> Result<()> {
    let subject = Subject::PasswordReset(email.clone());
    let wanted = RequestVerification { subject, email, password_hash: None, until: None };
    match ask_again(conn, &wanted, budget, now) {
        Ok(_) | Err(Error::RateLimited { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// How long the next mail has to wait, if it has to.
fn pause(
    conn: &mut PgConnection,
    wanted: &RequestVerification,
    between: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>> {
    let hour = TimeDelta::hours(1);
    let asked =
        EmailVerification::asked_since(conn, &wanted.subject, wanted.email.as_str(), now - hour)?;
    let last = asked.iter().find(|(_, to_address)| *to_address).map(|(at, _)| *at + between);
    let oldest = asked.get(MAILS_AN_HOUR - 1).map(|(at, _)| *at + hour);
    Ok(last.max(oldest).filter(|until| *until > now).map(|until| until - now))
}
