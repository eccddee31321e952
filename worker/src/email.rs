//! Mails: rendered from facts, in text and HTML, and handed to an SMTP server.

mod render;
mod when;

use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use secrecy::ExposeSecret;
use shared::{config::mail::Settings, domain::money::Money};
use url::Url;

pub use render::{Rendered, render};

/// How long the SMTP server may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What a mail tells.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Short, for people: the end of the reservation's id.
    pub reference: String,
    /// What is written at the kerb.
    pub spot: String,
    /// Where that is.
    pub place: String,
    /// In which city.
    pub city: String,
    /// The city's time zone, in which all times are told.
    pub time_zone: Tz,
    /// When the stay begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Until when the spot is held.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// Price of an hour.
    pub rate: Money,
    /// Price of the whole period.
    pub estimate: Money,
    /// What became of the payment, once the stay is over.
    pub outcome: Option<Outcome>,
    /// The card.
    pub card: Option<Card>,
    /// Where the driver can see and change the reservation.
    pub manage_url: Url,
    /// Whether that address is the driver's only key.
    pub is_guest: bool,
}

/// What became of a payment.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The card was charged.
    Paid(Money),
    /// The card was refused.
    Declined {
        /// What is owed.
        amount: Money,
        /// What the bank said.
        reason: String,
    },
    /// The bank wants the driver to approve it.
    ActionRequired(Money),
    /// Too little to be charged: given away.
    Waived(Money),
    /// Nothing to pay.
    Nothing,
    /// Not known yet.
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

/// Hands mails to an SMTP server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// Prepares the way; nothing is sent.
    ///
    /// # Errors
    /// When address or sender make no sense.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(settings.smtp_url.expose_secret());
        let transport = transport.context("SMTP_URL")?.timeout(Some(TIMEOUT)).build();
        Ok(Self { transport, from: settings.from.parse().context("MAIL_FROM")? })
    }

    /// Sends a mail. The same `message_id` makes a second copy the same mail.
    ///
    /// # Errors
    /// When the server cannot be reached, or refuses.
    pub async fn send(&self, to: &str, message_id: &str, mail: &Rendered) -> anyhow::Result<()> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(to.parse().context("the driver's address")?)
            .subject(&mail.subject)
            .message_id(Some(message_id.to_owned()))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?;
        self.transport.send(message).await.context("SMTP")?;
        Ok(())
    }
}
