//! Mails: rendered from facts, in text and HTML, and handed to an SMTP server.

mod account;
mod plain;
mod render;

use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use secrecy::ExposeSecret;
use shared::{
    config::mail::Settings,
    domain::{money::Money, refund::RefundReason},
};
use url::Url;

pub use account::{AccountFacts, render_account};
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
    /// Price of an hour, and from when on.
    pub rates: Vec<(DateTime<Utc>, Money)>,
    /// Price of the whole period.
    pub estimate: Money,
    /// What became of the payment, once the stay is over.
    pub outcome: Option<Outcome>,
    /// The card.
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
    /// To be typed.
    pub code: String,
    /// To be followed.
    pub url: Url,
}

/// Another spot, held until the driver accepts or declines it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What is written at the kerb.
    pub spot: String,
    /// Where that is.
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
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: RefundReason,
}

/// What became of a payment.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The card was charged.
    Paid(Money),
    /// The card was refused; it is tried again.
    Retrying {
        /// What is owed.
        amount: Money,
        /// What the bank said.
        reason: String,
        /// When it is tried again.
        at: DateTime<Utc>,
    },
    /// The card was refused, and the driver has to pay.
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

#[cfg(test)]
mod tests {
    use mail_catcher::MailCatcher;

    use super::*;

    async fn started() -> (MailCatcher, Mailer) {
        let any_port = || "127.0.0.1:0".parse().unwrap();
        let catcher = MailCatcher::start(any_port(), any_port()).await.unwrap();
        let mailer = Mailer::new(&Settings {
            smtp_url: catcher.smtp_url().into(),
            from: "Curbhold <no-reply@curbhold.example>".to_owned(),
            public_url: "https://curbhold.example/".parse().unwrap(),
        });
        (catcher, mailer.unwrap())
    }

    fn mail() -> Rendered {
        Rendered {
            subject: "Spot B14 – yours".to_owned(), text: "€3.50".to_owned(), html: "<p>€3.50</p>".to_owned()
        }
    }

    #[tokio::test]
    async fn a_mail_arrives_as_text_and_html_and_a_repeat_is_the_same_mail() {
        let (catcher, mailer) = started().await;
        for _ in 0..2 {
            mailer.send("ann@example.com", "<one@curbhold.example>", &mail()).await.unwrap();
        }
        let mails = catcher.mails_to("ann@example.com");
        assert_eq!(mails.len(), 2);
        for mail in mails {
            assert_eq!((mail.message_id.as_str(), mail.subject.as_str()), ("one@curbhold.example", "Spot B14 – yours"));
            assert_eq!((mail.text.trim(), mail.html.trim()), ("€3.50", "<p>€3.50</p>"));
            assert!(mail.headers["content-type"].starts_with("multipart/alternative"));
            assert_eq!(
                (mail.from[0].name.as_str(), mail.from[0].address.as_str()),
                ("Curbhold", "no-reply@curbhold.example")
            );
        }
    }

    #[tokio::test]
    async fn what_the_server_refuses_is_an_error_and_can_be_sent_again() {
        let (catcher, mailer) = started().await;
        catcher.refuse_next(1);
        let refused = mailer.send("ann@example.com", "<one@curbhold.example>", &mail()).await;
        assert!(format!("{:#}", refused.unwrap_err()).contains("451"));
        assert!(catcher.mails().is_empty());
        mailer.send("ann@example.com", "<one@curbhold.example>", &mail()).await.unwrap();
        assert_eq!(catcher.mails().len(), 1);
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_an_error() {
        let (_catcher, mailer) = started().await;
        assert!(mailer.send("ann@example.com\r\nBcc: bob", "<one@curbhold.example>", &mail()).await.is_err());
    }
}
