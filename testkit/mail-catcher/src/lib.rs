//! An SMTP server that stores mails instead of relaying them, with a web inbox.
//!
//! Implements the part of SMTP (RFC 5321) that a client needs, and rejects mails on demand.

mod faults;
mod inbox;
mod mailbox;
mod smtp;
mod tls;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use backon::{ConstantBuilder, Retryable};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::mailbox::Mailbox;
pub use crate::{
    mailbox::{Address, Mail, Received},
    smtp::Settings,
};

const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Dropping it stops the servers.
pub struct MailCatcher {
    mailbox: Arc<Mailbox>,
    smtp: SocketAddr,
    http: SocketAddr,
    certificate: Option<String>,
    serving: [JoinHandle<()>; 2],
}

impl MailCatcher {
    /// Port 0 takes a free one.
    pub async fn start(smtp: SocketAddr, http: SocketAddr) -> std::io::Result<Self> {
        Self::start_with(smtp, http, Settings::default()).await
    }

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
        let serving = [
            tokio::spawn(smtp::serve(smtp, server)),
            tokio::spawn(inbox::serve(http, Arc::clone(&mailbox))),
        ];
        Ok(Self { mailbox, smtp: addresses.0, http: addresses.1, certificate, serving })
    }

    pub fn smtp_url(&self) -> String {
        format!("smtp://{}", self.smtp)
    }

    /// The self-signed certificate of STARTTLS, as PEM.
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// URL of the web inbox.
    pub fn http_url(&self) -> String {
        format!("http://{}/", self.http)
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.mailbox.mails().clone()
    }

    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.is_to(address)).collect()
    }

    /// Waits for a mail whose subject contains `subject`. The error holds the subjects of the other
    /// mails to this address.
    pub async fn wait_for(
        &self,
        address: &str,
        subject: &str,
        timeout: Duration,
    ) -> Result<Mail, Vec<String>> {
        let is_match = |mail: &Mail| mail.is_to(address) && mail.subject.contains(subject);
        let found = self.wait_until(is_match, timeout).await;
        found.ok_or_else(|| self.mails_to(address).into_iter().map(|mail| mail.subject).collect())
    }

    /// Waits for the first mail that matches; `None` after the timeout.
    pub async fn wait_until(
        &self,
        is_match: impl Fn(&Mail) -> bool,
        timeout: Duration,
    ) -> Option<Mail> {
        let attempt =
            || async { self.mailbox.mails().iter().find(|mail| is_match(mail)).cloned().ok_or(()) };
        let polls = timeout.as_millis().div_ceil(POLL_INTERVAL.as_millis());
        let polls = usize::try_from(polls).unwrap_or(usize::MAX);
        let interval = ConstantBuilder::default().with_delay(POLL_INTERVAL).with_max_times(polls);
        attempt.retry(interval).await.ok()
    }

    /// Stores the last `count` mails instead of the last thousand.
    pub fn keep_last(&self, count: usize) {
        self.mailbox.set_capacity(count);
    }

    /// Rejects the next mails with 451 after their content.
    pub fn refuse_next(&self, count: u32) {
        self.refuse_next_with(count, "451 not now");
    }

    /// Rejects the next mails with this reply after their content.
    pub fn refuse_next_with(&self, count: u32, reply: &str) {
        self.mailbox.faults.lock().reject_contents(count, reply);
    }

    /// Rejects a recipient with a reply such as `550 5.1.1 no such mailbox`. Recipients such as
    /// `refuse-550@example.com` are always rejected.
    pub fn refuse_recipient(&self, address: &str, reply: &str) {
        self.mailbox.faults.lock().recipients.insert(address.to_owned(), reply.to_owned());
    }

    pub fn accept_recipient(&self, address: &str) {
        self.mailbox.faults.lock().recipients.remove(address);
    }

    /// Rejects every sender with this reply; `None` accepts them again.
    pub fn refuse_sender(&self, reply: Option<&str>) {
        self.mailbox.faults.lock().sender = reply.map(str::to_owned);
    }

    /// Stores the next mails and closes the connection without a reply.
    pub fn lose_replies(&self, count: u32) {
        self.mailbox.faults.lock().lost_replies = count;
    }

    /// Stores the next mails and never replies.
    pub fn hold_replies(&self, count: u32) {
        self.mailbox.faults.lock().held_replies = count;
    }

    /// Number of passwords received over unencrypted connections.
    pub fn sign_ins_in_clear(&self) -> u32 {
        self.mailbox.faults.lock().plaintext_logins
    }
}

impl Drop for MailCatcher {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}
