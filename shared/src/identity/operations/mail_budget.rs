//! One budget, per recipient and per network, for every mail that a person causes whose email
//! address is not verified.
//!
//! The locks of a budget are the last ones that a transaction takes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryResult};

use crate::{
    Result,
    identity::models::unverified_mail::{self, Scope},
    platform::domain::{
        email::Email,
        quota::{Quota, Quotas, email_hash, text_hash},
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
    pub(crate) fn take_for_reset(
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
