//! A budget per recipient and per network for every mail that a person with an unverified email
//! address causes.
//!
//! Lock order: the locks of a budget are the last ones that a transaction takes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryResult};

use crate::{
    Result,
    identity::{
        domain::verification::Purpose,
        models::unverified_mail::{self, MailScope},
    },
    platform::domain::{
        email::Email,
        quota::{Quota, Quotas, email_hash, text_hash},
    },
};

/// The budgets, and the network of a request.
#[derive(Debug, Clone, Default)]
pub struct MailBudget {
    /// Maximum numbers of mails.
    pub quotas: Quotas,
    /// Hash of the IPv4 address or IPv6 /64; `None` disables the count.
    pub network: Option<Vec<u8>>,
}

impl MailBudget {
    /// Counts a mail to `recipient`, or returns the time until the next one is allowed.
    ///
    /// # Errors
    /// Only database errors.
    pub(crate) fn take(
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
        let mut wait = exceeded(conn, MailScope::Recipient(&recipient), mails_per_recipient, now)?;
        if let Some(network) = &self.network {
            wait = wait.max(exceeded(conn, MailScope::Network(network), mails_per_network, now)?);
        }
        if wait.is_none() {
            unverified_mail::insert(conn, &recipient, self.network.as_deref(), now)?;
        }
        Ok(wait)
    }

    /// Counts a mail that restores access, such as for a password reset, for the network only:
    /// mails caused by others do not prevent the owner of the address from regaining access. The
    /// limit per address applies where these mails are requested.
    ///
    /// # Errors
    /// Only database errors.
    pub(crate) fn take_for_network(
        &self,
        conn: &mut PgConnection,
        purpose: Purpose,
        now: DateTime<Utc>,
    ) -> Result<Option<TimeDelta>> {
        let quotas = &self.quotas.mails_per_network;
        let Some(network) = self.network.as_deref().filter(|_| !quotas.is_empty()) else {
            return Ok(None);
        };
        let wait = exceeded(conn, MailScope::Network(network), quotas, now)?;
        if wait.is_none() {
            unverified_mail::insert(conn, &text_hash(purpose.as_str()), Some(network), now)?;
        }
        Ok(wait)
    }
}

/// Returns the time until the next mail of a scope is allowed; `None` within the budget.
fn exceeded(
    conn: &mut PgConnection,
    scope: MailScope<'_>,
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
