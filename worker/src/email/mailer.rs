//! Composes messages, and passes them unchanged to the mail server.

use std::{sync::Arc, time::SystemTime};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
};
use shared::{
    platform::{
        config::mail::Settings,
        domain::{email::Email, mail_sender::MailSender},
    },
    reservations::calendar::CalendarFile,
};

use super::{
    Rendered,
    smtp::{Failure, Server},
};

/// Reply of the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The server has accepted the mail.
    Sent,
    /// The server rejects the mail permanently, with this reason.
    Undeliverable(String),
}

/// Sends mails to an SMTP server. Clones share its connections.
#[derive(Clone)]
pub struct Mailer {
    server: Arc<Server>,
    from: Mailbox,
}

impl Mailer {
    /// Reads the settings; sends nothing.
    ///
    /// # Errors
    /// When `SMTP_URL`, `SMTP_CA` or `MAIL_FROM` are invalid.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let server = Arc::new(Server::new(settings)?);
        Ok(Self { server, from: settings.from.parse().context("MAIL_FROM")? })
    }

    /// The sender of all mails.
    pub fn sender(&self) -> MailSender {
        MailSender { name: self.from.name.clone(), address: self.from.email.to_string() }
    }

    /// Composes the whole message, including its headers.
    ///
    /// # Errors
    /// When `to` is not a valid email address.
    pub fn compose(
        &self,
        to: &str,
        message_id: &str,
        mail: &Rendered,
        created_at: DateTime<Utc>,
    ) -> anyhow::Result<Vec<u8>> {
        let to = address(to)?;
        let text = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
        let parts = match &mail.calendar {
            Some(file) => MultiPart::mixed().multipart(text).singlepart(attachment(file)?),
            None => text,
        };
        let message = Message::builder()
            .envelope(Envelope::new(Some(self.from.email.clone()), vec![to.clone()])?)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .date(SystemTime::from(created_at))
            .message_id(Some(message_id.to_owned()))
            .multipart(parts)?;
        Ok(message.formatted())
    }

    /// Sends a composed message, byte for byte.
    ///
    /// # Errors
    /// When the server cannot be reached, rejects the mail temporarily, or rejects our sender or
    /// credentials: the mail may be sent again later.
    pub async fn send(&self, to: &str, message: &[u8]) -> anyhow::Result<Delivery> {
        let to = match address(to) {
            Ok(to) => to,
            Err(error) => return Ok(Delivery::Undeliverable(format!("{error:#}"))),
        };
        match self.server.send(&self.from.email, &to, message).await {
            Ok(()) => Ok(Delivery::Sent),
            Err(Failure::Final(reason)) => Ok(Delivery::Undeliverable(reason)),
            Err(Failure::Temporary(error)) => Err(error.context("SMTP")),
        }
    }
}

/// Attaches a calendar file. Calendars read the method from the MIME type too.
fn attachment(file: &CalendarFile) -> anyhow::Result<SinglePart> {
    let kind = ContentType::parse(&file.content_type()).context("text/calendar")?;
    Ok(Attachment::new(file.name.clone()).body(file.text.clone(), kind))
}

/// Parses an address by our own rules: those of lettre exclude characters that RFC 6531 allows.
fn address(text: &str) -> anyhow::Result<Address> {
    let email: Email = text.parse().context("no mail can be sent to this address")?;
    let (local, host) =
        email.as_str().rsplit_once('@').context("no mail can be sent to this address")?;
    Ok(Address::new_dangerous(local, host))
}

#[cfg(test)]
mod tests;
