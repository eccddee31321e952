//! Mails: rendered from facts, in text and HTML, and handed to an SMTP server.

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

/// What a mail tells.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Short, for people: the end of the reservation's id.
    pub reference: String,
    /// What is written at the kerb.
    pub spot: String,
    pub place: String,
    pub city: String,
    /// The city's time zone, in which all times are told.
    pub time_zone: Tz,
    /// When the stay begins.
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Until when the spot is held.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// Price of an hour, and from when on.
    pub rates: Vec<(DateTime<Utc>, Money)>,
    /// Price of the whole period.
    pub estimate: Money,
    /// What became of the payment, once the stay is over.
    pub outcome: Option<Outcome>,
    pub card: Option<Card>,
    /// What is given back.
    pub refund: Option<Refund>,
    /// Whether the driver has told that somebody else is on the spot.
    pub is_reported: bool,
    /// What the driver is offered in the place of the spot.
    pub offer: Option<Offer>,
    /// When the card expires, as it stands on it.
    pub card_expiry: Option<String>,
    /// Where the driver can see and change the reservation.
    pub manage_url: Url,
    /// Where the driver can see the receipt.
    pub receipt_url: Url,
    /// Where the driver can pay what is owed.
    pub pay_url: Option<Url>,
    /// Whether these addresses are the driver's only keys.
    pub is_guest: bool,
    /// Link and code, where the address is still to be proved.
    pub proof: Option<Proof>,
}

/// What proves that somebody has got the mail.
#[derive(Debug, Clone)]
pub struct Proof {
    pub code: String,
    pub url: Url,
}

/// Another spot, held until the driver accepts or declines it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What is written at the kerb.
    pub spot: String,
    pub place: String,
    /// When the stay would end.
    pub ends_at: DateTime<Utc>,
    /// Price of an hour.
    pub rate: Money,
    /// Until when it is held.
    pub answer_by: DateTime<Utc>,
    /// Where the driver can answer.
    pub url: Url,
}

/// What is given back.
#[derive(Debug, Clone)]
pub struct Refund {
    pub amount: Money,
    pub reason: RefundReason,
}

/// What became of a payment.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The card was charged.
    Paid(Money),
    /// The card was refused; it is tried again.
    Retrying {
        amount: Money,
        /// What the bank said.
        reason: String,
        /// When it is tried again.
        at: DateTime<Utc>,
    },
    /// The card was refused, and the driver has to pay.
    Declined {
        amount: Money,
        /// What the bank said.
        reason: String,
    },
    /// The card is not stored any more, and the driver has to pay with another one.
    CardUnavailable(Money),
    /// The bank wants the driver to approve it.
    ActionRequired(Money),
    /// Too little to be charged: given away.
    Waived(Money),
    Nothing,
    Pending(Money),
}

/// What may be told of a card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Such as `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
}

impl Facts {
    /// The same without the tokens of links and without codes: as a mail is kept.
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
    /// The same without the token and the digits of the code.
    fn without_secrets(mut self) -> Self {
        self.url.set_fragment(None);
        Self { code: "\u{2022}".repeat(self.code.len()), url: self.url }
    }
}
