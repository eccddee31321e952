//! An SMTP server that keeps what it is sent, and shows it in a web inbox.
//!
//! It speaks as much SMTP (RFC 5321) as a client needs, can refuse on demand, and sends nothing on.

mod inbox;
mod mailbox;
mod smtp;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{net::TcpListener, task::JoinHandle};

use crate::mailbox::Mailbox;
pub use crate::mailbox::{Address, Mail};

/// A running catcher; it stops when it is dropped.
pub struct MailCatcher {
    mailbox: Arc<Mailbox>,
    smtp: SocketAddr,
    http: SocketAddr,
    serving: [JoinHandle<()>; 2],
}

impl MailCatcher {
    /// Starts on these addresses; port 0 takes a free one.
    ///
    /// # Errors
    /// When an address is in use.
    pub async fn start(smtp: SocketAddr, http: SocketAddr) -> std::io::Result<Self> {
        let mailbox = Arc::new(Mailbox::default());
        let (smtp, http) = (TcpListener::bind(smtp).await?, TcpListener::bind(http).await?);
        let addresses = (smtp.local_addr()?, http.local_addr()?);
        let receiving = tokio::spawn(smtp::serve(smtp, Arc::clone(&mailbox)));
        let showing = tokio::spawn(inbox::serve(http, Arc::clone(&mailbox)));
        Ok(Self { mailbox, smtp: addresses.0, http: addresses.1, serving: [receiving, showing] })
    }

    /// Where mails are taken.
    pub fn smtp_url(&self) -> String {
        format!("smtp://{}", self.smtp)
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
    pub async fn wait_for(&self, address: &str, subject: &str, patience: Duration) -> Result<Mail, Vec<String>> {
        let found = self.wait_until(|mail| mail.is_to(address) && mail.subject.contains(subject), patience).await;
        found.ok_or_else(|| self.mails_to(address).into_iter().map(|mail| mail.subject).collect())
    }

    /// Waits for the first mail that is as wanted; `None` when it does not come in time.
    pub async fn wait_until(&self, is_wanted: impl Fn(&Mail) -> bool, patience: Duration) -> Option<Mail> {
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
        self.mailbox.refuse_next(count);
    }
}

impl Drop for MailCatcher {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}
