//! An SMTP server that keeps what it is sent, and shows it in a web inbox.
//!
//! It speaks as much SMTP (RFC 5321) as a client needs, can refuse on demand, and sends nothing on.

mod inbox;
mod mailbox;
mod refusals;
mod smtp;
mod tls;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{net::TcpListener, task::JoinHandle};

use crate::mailbox::Mailbox;
pub use crate::mailbox::{Address, Mail, Received};

/// The abilities of the SMTP server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// User and password that a client has to sign in with.
    pub credentials: Option<(String, String)>,
    /// Whether STARTTLS is offered, with a certificate that is made at the start.
    pub starttls: bool,
    /// Whether addresses may have other characters than ASCII.
    pub smtputf8: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { credentials: None, starttls: false, smtputf8: true }
    }
}

/// A running catcher; it stops when it is dropped.
pub struct MailCatcher {
    mailbox: Arc<Mailbox>,
    smtp: SocketAddr,
    http: SocketAddr,
    certificate: Option<String>,
    serving: [JoinHandle<()>; 2],
}

impl MailCatcher {
    /// Starts on these addresses; port 0 takes a free one.
    ///
    /// # Errors
    /// When an address is in use.
    pub async fn start(smtp: SocketAddr, http: SocketAddr) -> std::io::Result<Self> {
        Self::start_with(smtp, http, Settings::default()).await
    }

    /// The same with an SMTP server of other abilities.
    ///
    /// # Errors
    /// When an address is in use, or no certificate can be made.
    pub async fn start_with(
        smtp: SocketAddr,
        http: SocketAddr,
        settings: Settings,
    ) -> std::io::Result<Self> {
        let mailbox = Arc::new(Mailbox::default());
        let (smtp, http) = (TcpListener::bind(smtp).await?, TcpListener::bind(http).await?);
        let addresses = (smtp.local_addr()?, http.local_addr()?);
        let (tls, certificate) = if settings.starttls { tls::acceptor()? } else { (None, None) };
        let server = smtp::Server { mailbox: Arc::clone(&mailbox), settings, tls };
        let receiving = tokio::spawn(smtp::serve(smtp, server));
        let showing = tokio::spawn(inbox::serve(http, Arc::clone(&mailbox)));
        Ok(Self {
            mailbox,
            smtp: addresses.0,
            http: addresses.1,
            certificate,
            serving: [receiving, showing],
        })
    }

    /// Where mails are taken.
    pub fn smtp_url(&self) -> String {
        format!("smtp://{}", self.smtp)
    }

    /// The certificate of STARTTLS, as PEM, to be trusted.
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// Where they are shown.
    pub fn http_url(&self) -> String {
        format!("http://{}/", self.http)
    }

    /// All mails, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.mailbox.mails().clone()
    }

    /// The mails to an address, oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.is_to(address)).collect()
    }

    /// Waits for a mail to an address whose subject contains `subject`.
    ///
    /// # Errors
    /// The subjects that did come to this address, when it does not come in time.
    pub async fn wait_for(
        &self,
        address: &str,
        subject: &str,
        patience: Duration,
    ) -> Result<Mail, Vec<String>> {
        let found = self
            .wait_until(|mail| mail.is_to(address) && mail.subject.contains(subject), patience)
            .await;
        found.ok_or_else(|| self.mails_to(address).into_iter().map(|mail| mail.subject).collect())
    }

    /// Waits for the first mail that is as wanted; `None` when it does not come in time.
    pub async fn wait_until(
        &self,
        is_wanted: impl Fn(&Mail) -> bool,
        patience: Duration,
    ) -> Option<Mail> {
        let deadline = Instant::now() + patience;
        loop {
            let found = self.mailbox.mails().iter().find(|mail| is_wanted(mail)).cloned();
            if found.is_some() || Instant::now() > deadline {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Keeps the last `count` mails from now on, instead of the last thousand.
    pub fn keep_last(&self, count: usize) {
        self.mailbox.set_capacity(count);
    }

    /// Refuses the next mails for the time being (451, once all of the mail was sent).
    pub fn refuse_next(&self, count: u32) {
        self.mailbox.refusals.refuse_contents(count, "451 not now");
    }

    /// Refuses the next mails, once all of the mail was sent, with this answer.
    pub fn refuse_next_with(&self, count: u32, answer: &str) {
        self.mailbox.refusals.refuse_contents(count, answer);
    }

    /// Refuses a recipient from now on, with an answer such as `550 5.1.1 no such mailbox`. A
    /// recipient such as `refuse-550@example.com` is always refused.
    pub fn refuse_recipient(&self, address: &str, answer: &str) {
        self.mailbox.refusals.refuse_recipient(address, answer);
    }

    /// Takes mails to a recipient again.
    pub fn accept_recipient(&self, address: &str) {
        self.mailbox.refusals.accept_recipient(address);
    }

    /// Refuses every sender from now on, with this answer; `None` takes them again.
    pub fn refuse_sender(&self, answer: Option<&str>) {
        self.mailbox.refusals.refuse_sender(answer);
    }

    /// Keeps the next mails and hangs up without an answer.
    pub fn lose_answers(&self, count: u32) {
        self.mailbox.refusals.lose_answers(count);
    }

    /// Keeps the next mails and never answers.
    pub fn hold_answers(&self, count: u32) {
        self.mailbox.refusals.hold_answers(count);
    }

    /// How often a password came over a connection that was not encrypted.
    pub fn sign_ins_in_clear(&self) -> u32 {
        self.mailbox.refusals.sign_ins_in_clear()
    }
}

impl Drop for MailCatcher {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}
