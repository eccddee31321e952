//! Mails: rendered from facts in text and HTML, and passed to an SMTP server.

mod account;
mod mailer;
mod plain;
mod render;
mod smtp;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use shared::{billing::domain::refund::RefundReason, platform::domain::money::Money};
use url::Url;

pub use account::{AccountFacts, render_account};
pub use mailer::{Delivery, Mailer};
pub use render::{Rendered, render};

/// Content of a mail about a reservation.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Short reference for people: the end of the reservation's id.
    pub reference: String,
    /// Label of the spot at the curb.
    pub spot: String,
    pub place: String,
    pub city: String,
    /// The city's time zone; all times are shown in it.
    pub time_zone: Tz,
    /// Start of the stay.
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// End of the hold.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// Prices per hour, each with its start.
    pub rates: Vec<(DateTime<Utc>, Money)>,
    /// Price of the whole period.
    pub estimate: Money,
    /// Outcome of the payment; `None` before the end of the stay.
    pub outcome: Option<Outcome>,
    pub card: Option<Card>,
    /// Amount that is refunded.
    pub refund: Option<Refund>,
    /// `true` if the driver has reported that the spot is occupied.
    pub is_reported: bool,
    /// Replacement for the spot.
    pub offer: Option<Offer>,
    /// Expiry of the card, as printed on it.
    pub card_expiry: Option<String>,
    /// Page for viewing and changing the reservation.
    pub manage_url: Url,
    pub receipt_url: Url,
    /// Page for paying what is owed.
    pub pay_url: Option<Url>,
    /// `true` if these links are the driver's only access.
    pub is_guest: bool,
    /// Link and code, for an address that is not verified yet.
    pub proof: Option<Proof>,
}

/// Link and code that prove receipt of a mail.
#[derive(Debug, Clone)]
pub struct Proof {
    pub code: String,
    pub url: Url,
}

/// Another spot, held until the driver accepts or declines it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Label of the spot at the curb.
    pub spot: String,
    pub place: String,
    /// End of the stay.
    pub ends_at: DateTime<Utc>,
    /// Price per hour.
    pub rate: Money,
    /// End of the hold.
    pub answer_by: DateTime<Utc>,
    /// Page for accepting or declining the offer.
    pub url: Url,
}

#[derive(Debug, Clone)]
pub struct Refund {
    pub amount: Money,
    pub reason: RefundReason,
}

/// Outcome of a payment.
#[derive(Debug, Clone)]
pub enum Outcome {
    Paid(Money),
    /// The card was declined; another attempt follows.
    Retrying {
        amount: Money,
        reason: String,
        /// Time of the next attempt.
        at: DateTime<Utc>,
    },
    /// The card was declined, and the driver has to pay.
    Declined {
        amount: Money,
        reason: String,
    },
    /// The card is no longer stored, and the driver has to pay with another one.
    CardUnavailable(Money),
    /// The bank requires the driver's approval.
    ActionRequired(Money),
    /// Below the minimum amount, and not charged.
    Waived(Money),
    Nothing,
    Pending(Money),
}

/// The details of a card that may be displayed.
#[derive(Debug, Clone)]
pub struct Card {
    /// For example `visa`.
    pub brand: String,
    pub last4: String,
}

impl Facts {
    /// Returns the facts without link tokens and codes, in the form that is stored.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let mut facts = self.clone();
        let links =
            [Some(&mut facts.manage_url), Some(&mut facts.receipt_url), facts.pay_url.as_mut()];
        let links = links.into_iter().chain([facts.offer.as_mut().map(|offer| &mut offer.url)]);
        links.flatten().for_each(|link| link.set_fragment(None));
        facts.proof = facts.proof.map(Proof::without_secrets);
        facts
    }
}

impl Proof {
    /// Returns a copy without the token and the digits of the code.
    fn without_secrets(mut self) -> Self {
        self.url.set_fragment(None);
        Self { code: "\u{2022}".repeat(self.code.len()), url: self.url }
    }
}
