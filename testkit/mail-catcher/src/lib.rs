//! An SMTP server that keeps what it is sent, and shows it in a web inbox.
//!
//! It speaks as much SMTP (RFC 5321) as a client needs, can refuse on demand, and sends nothing on.

mod inbox;
mod smtp;

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use mail_parser::MessageParser;
use serde::Serialize;
use tokio::{net::TcpListener, task::JoinHandle};

/// How many mails are kept.
const CAPACITY: usize = 1_000;

/// A mail that was sent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// Counted from 1.
    pub id: usize,
    /// As its sender chose it.
    pub message_id: String,
    /// Who it is from.
    pub from: Vec<Address>,
    /// Who it was sent to, as told to the server.
    pub to: Vec<Address>,
    /// Its subject.
    pub subject: String,
    /// For readers of text.
    pub text: String,
    /// For all others.
    pub html: String,
    /// As it came.
    #[serde(skip)]
    pub source: String,
}

/// Somebody's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Such as `ann@example.com`.
    pub address: String,
}

/// What server and inbox share.
#[derive(Default)]
pub(crate) struct Mailbox {
    mails: Mutex<Vec<Mail>>,
    refusals: AtomicU32,
}

/// A running catcher; it stops when it is dropped.
pub struct MailCatcher {
    mails: Arc<Mailbox>,
    smtp: SocketAddr,
    http: SocketAddr,
    serving: [JoinHandle<()>; 2],
}

impl Mailbox {
    pub(crate) fn mails(&self) -> MutexGuard<'_, Vec<Mail>> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the next mail is to be refused.
    pub(crate) fn refuses(&self) -> bool {
        self.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }

    /// Keeps a mail; the oldest goes when there are too many.
    pub(crate) fn keep(&self, to: Vec<String>, source: String) {
        let parsed = MessageParser::default().parse(source.as_bytes()).unwrap_or_default();
        let from = parsed.from().and_then(|from| from.first()).and_then(|from| from.address());
        let mut mails = self.mails();
        let mail = Mail {
            id: mails.last().map_or(1, |last| last.id + 1),
            message_id: parsed.message_id().unwrap_or_default().to_owned(),
            from: from.map(|address| Address { address: address.to_owned() }).into_iter().collect(),
            to: to.into_iter().map(|address| Address { address }).collect(),
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: parsed.body_text(0).unwrap_or_default().into_owned(),
            html: parsed.body_html(0).unwrap_or_default().into_owned(),
            source,
        };
        mails.push(mail);
        let surplus = mails.len().saturating_sub(CAPACITY);
        mails.drain(..surplus);
    }
}

impl MailCatcher {
    /// Starts on these addresses; port 0 takes a free one.
    ///
    /// # Errors
    /// When an address is in use.
    pub async fn start(smtp: SocketAddr, http: SocketAddr) -> std::io::Result<Self> {
        let mails = Arc::new(Mailbox::default());
        let (smtp, http) = (TcpListener::bind(smtp).await?, TcpListener::bind(http).await?);
        let addresses = (smtp.local_addr()?, http.local_addr()?);
        let receiving = tokio::spawn(smtp::serve(smtp, Arc::clone(&mails)));
        let showing = tokio::spawn(inbox::serve(http, Arc::clone(&mails)));
        Ok(Self { mails, smtp: addresses.0, http: addresses.1, serving: [receiving, showing] })
    }

    /// Where mails are taken.
    pub fn smtp_url(&self) -> String {
        format!("smtp://{}", self.smtp)
    }

    /// Where they are shown.
    pub fn http_url(&self) -> String {
        format!("http://{}/", self.http)
    }

    /// The mails to an address, oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        let is_to = |mail: &&Mail| mail.to.iter().any(|to| to.address == address);
        self.mails.mails().iter().filter(is_to).cloned().collect()
    }

    /// Waits for a mail to an address whose subject contains `subject`.
    ///
    /// # Errors
    /// The subjects that did come, when it does not come in time.
    pub async fn wait_for(&self, address: &str, subject: &str, patience: Duration) -> Result<Mail, Vec<String>> {
        let deadline = Instant::now() + patience;
        loop {
            let mails = self.mails_to(address);
            if let Some(mail) = mails.iter().find(|mail| mail.subject.contains(subject)) {
                return Ok(mail.clone());
            }
            if Instant::now() > deadline {
                return Err(mails.into_iter().map(|mail| mail.subject).collect());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Refuses the next mails for the time being.
    pub fn refuse_next(&self, count: u32) {
        self.mails.refusals.store(count, Ordering::SeqCst);
    }
}

impl Drop for MailCatcher {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}
