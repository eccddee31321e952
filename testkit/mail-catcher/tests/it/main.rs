//! Tests of the mail catcher through SMTP (lettre) and HTTP.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

mod inbox;
mod program;
mod smtp;

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::MultiPart,
    transport::smtp::{Error, response::Response},
};
use mail_catcher::{MailCatcher, Settings};

const TIMEOUT: Duration = Duration::from_secs(10);

async fn start() -> MailCatcher {
    MailCatcher::start(Settings::default()).await.unwrap()
}

fn client(smtp_url: &str) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp_url).unwrap().timeout(Some(TIMEOUT)).build()
}

fn message(subject: &str, text: &str) -> Message {
    Message::builder()
        .from("Curbhold <no-reply@curbhold.example>".parse().unwrap())
        .to("Ann Ähre <ann@example.com>".parse().unwrap())
        .subject(subject)
        .message_id(Some("<one@curbhold.example>".to_owned()))
        .multipart(MultiPart::alternative_plain_html(
            text.to_owned(),
            format!("<!doctype html><html><head></head><body><p>{text}</p></body></html>"),
        ))
        .unwrap()
}

async fn send(catcher: &MailCatcher, subject: &str, text: &str) -> Result<Response, Error> {
    client(&catcher.smtp_url()).send(message(subject, text)).await
}
