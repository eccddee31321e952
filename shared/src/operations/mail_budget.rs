//! One budget, per recipient and per network, for every mail that a person causes whose email
//! address is not verified.
//!
//! The locks of a budget are the last ones that a transaction takes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryResult};

use super::confirm_reservation::revision_of;
use crate::{
    Result,
    domain::{
        email::Email,
        mail::MailTemplate,
        quota::{Quota, Quotas, email_hash, text_hash},
    },
    jobs::Job,
    models::{
        guest::Guest,
        hold_origin,
        reservation::{Driver, Reservation},
        unverified_mail::{self, Scope},
        user::User,
    },
};

/// The budgets, and the network that a request comes from.
#[derive(Debug, Clone, Default)]
pub struct MailBudget {
    /// How many mails are allowed.
    pub quotas: Quotas,
    /// The hash of the IPv4 address or IPv6 /64; `None` is not counted.
    pub network: Option<Vec<u8>>,
}

impl MailBudget {
    /// Counts a mail to `recipient`, or answers for how long none is allowed.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) fn take(
        &self,
        conn: &mut PgConnection,
        recipient: &Email,
        now: DateTime<Utc>,
    ) -> Result<Option<TimeDelta>> {
        let Quotas { mails_per_recipient, mails_per_network, .. } = &self.quotas;
        if mails_per_recipient.is_empty() && mails_per_network.is_empty() {
            return Ok(None);
        }
        let recipient = email_hash(recipient);
        let mut wait = exceeded(conn, Scope::Recipient(&recipient), mails_per_recipient, now)?;
        if let Some(network) = &self.network {
            wait = wait.max(exceeded(conn, Scope::Network(network), mails_per_network, now)?);
        }
        if wait.is_none() {
            unverified_mail::insert(conn, &recipient, self.network.as_deref(), now)?;
        }
        Ok(wait)
    }

    /// Counts a mail by which a password is reset, for the network alone: mails that strangers have
    /// caused do not keep the owner of an account from a reset. How many of these one address gets
    /// is limited where they are asked for.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) fn take_for_reset(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<TimeDelta>> {
        let quotas = &self.quotas.mails_per_network;
        let Some(network) = self.network.as_deref().filter(|_| !quotas.is_empty()) else {
            return Ok(None);
        };
        let wait = exceeded(conn, Scope::Network(network), quotas, now)?;
        if wait.is_none() {
            unverified_mail::insert(conn, &text_hash("password_reset"), Some(network), now)?;
        }
        Ok(wait)
    }
}

/// For how long no more mails of a scope are allowed.
fn exceeded(
    conn: &mut PgConnection,
    scope: Scope<'_>,
    quotas: &[Quota],
    now: DateTime<Utc>,
) -> QueryResult<Option<TimeDelta>> {
    unverified_mail::lock(conn, scope)?;
    let mut longest = None;
    for quota in quotas {
        let (count, first) = unverified_mail::since(conn, scope, now - quota.per)?;
        if count >= i64::from(quota.count) {
            longest = longest.max(Some(first.unwrap_or(now) + quota.per - now));
        }
    }
    Ok(longest)
}

/// Enqueues a mail about a change that the driver has made. Where the driver's address is not
/// verified, only within the budget.
pub(super) fn enqueue_mail(
    conn: &mut PgConnection,
    reservation: &Reservation,
    template: MailTemplate,
    quotas: &Quotas,
    now: DateTime<Utc>,
) -> Result<()> {
    if let Some(recipient) = unverified_recipient(conn, reservation)? {
        let network = hold_origin::narrow_hash_of(conn, reservation.id)?;
        let budget = MailBudget { quotas: quotas.clone(), network };
        if budget.take(conn, &recipient, now)?.is_some() {
            tracing::info!(reservation.id = %reservation.id, template = template.as_str(),
                "Mail budget exhausted");
            return Ok(());
        }
    }
    Job::SendMail(template, revision_of(reservation)).enqueue(conn, now)
}

/// The driver's address, where nobody has verified it.
fn unverified_recipient(
    conn: &mut PgConnection,
    reservation: &Reservation,
) -> Result<Option<Email>> {
    if reservation.email_confirmed_at.is_some() {
        return Ok(None);
    }
    let address = match reservation.driver() {
        Some(Driver::Guest(id)) => Some(Guest::find(conn, id)?.email),
        Some(Driver::User(id)) => {
            let user = User::find(conn, id)?;
            user.email_confirmed_at.is_none().then_some(user.email)
        }
        None => None,
    };
    Ok(address.and_then(|address| address.parse().ok()))
}
