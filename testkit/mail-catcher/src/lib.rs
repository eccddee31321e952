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
use parking_lot::MutexGuard;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::mailbox::Mailbox;
pub use crate::{
    faults::Faults,
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
    pub async fn start(settings: Settings) -> std::io::Result<Self> {
        let mailbox = Arc::new(Mailbox::default());
        let smtp = TcpListener::bind(settings.smtp).await?;
        let http = TcpListener::bind(settings.http).await?;
        let addresses = (smtp.local_addr()?, http.local_addr()?);
        let (tls, certificate) = settings.starttls.then(tls::acceptor).transpose()?.unzip();
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
        self.mailbox.mails.lock().clone()
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
        let attempt = || async {
            self.mailbox.mails.lock().iter().find(|mail| is_match(mail)).cloned().ok_or(())
        };
        let polls = timeout.as_millis().div_ceil(POLL_INTERVAL.as_millis());
        let polls = usize::try_from(polls).unwrap_or(usize::MAX);
        let interval = ConstantBuilder::default().with_delay(POLL_INTERVAL).with_max_times(polls);
        attempt.retry(interval).await.ok()
    }

    /// Rejects the next mails with this reply after their content.
    pub fn refuse_next(&self, count: u32, reply: &str) {
        self.faults().contents = (0..count).map(|_| reply.to_owned()).collect();
    }

    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.mailbox.faults.lock()
    }
}

impl Drop for MailCatcher {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}
