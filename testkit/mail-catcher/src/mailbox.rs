//! Stored mails, shared by the SMTP server and the inbox.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
    time::SystemTime,
};

use mail_parser::{DateTime, Message, MessageParser};
use parking_lot::Mutex;
use serde::Serialize;

use crate::faults::Faults;

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// Counted from 1 and never reused.
    pub id: usize,
    /// Without the angle brackets.
    pub message_id: String,
    pub from: Vec<Address>,
    /// Recipients of the SMTP envelope.
    pub to: Vec<Address>,
    pub subject: String,
    /// Such as `2026-06-15T14:00:00Z`.
    #[serde(rename = "date")]
    pub received_at: String,
    /// Converted from the HTML part when there is no text part.
    pub text: String,
    /// Converted from the text part when there is no HTML part.
    pub html: String,
    /// By name in lower case; values of a repeated header are separated by newlines.
    pub headers: BTreeMap<String, String>,
    /// All bytes as received.
    #[serde(skip)]
    pub source: Vec<u8>,
    #[serde(skip)]
    pub received: Received,
}

/// The SMTP session in which a mail was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The client's name in EHLO.
    pub hello: String,
    pub is_encrypted: bool,
    pub user: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Such as `ann@example.com`.
    pub address: String,
    /// Such as `Ann`; empty when the mail has none.
    pub name: String,
}

impl Mail {
    pub(crate) fn is_to(&self, address: &str) -> bool {
        self.to.iter().any(|to| to.address == address)
    }

    fn read(id: usize, to: Vec<String>, source: Vec<u8>, received: Received) -> Self {
        let parsed = MessageParser::default().parse(&source).unwrap_or_default();
        let named: Vec<_> = parsed.to().into_iter().flat_map(|to| to.iter()).collect();
        let name = |address: &str| {
            let found = named.iter().find(|named| named.address() == Some(address));
            found.and_then(|named| named.name()).unwrap_or_default().to_owned()
        };
        let from = parsed.from().and_then(|from| from.first()).map(|from| Address {
            address: from.address().unwrap_or_default().to_owned(),
            name: from.name().unwrap_or_default().to_owned(),
        });
        Self {
            id,
            message_id: parsed.message_id().unwrap_or_default().to_owned(),
            from: from.into_iter().collect(),
            to: to.into_iter().map(|address| Address { name: name(&address), address }).collect(),
            subject: parsed.subject().unwrap_or_default().to_owned(),
            received_at: now(),
            text: parsed.body_text(0).unwrap_or_default().into_owned(),
            html: parsed.body_html(0).unwrap_or_default().into_owned(),
            headers: headers(&parsed),
            source,
            received,
        }
    }
}

#[derive(Default)]
pub(crate) struct Mailbox {
    pub(crate) mails: Mutex<Vec<Mail>>,
    pub(crate) faults: Mutex<Faults>,
    last_id: AtomicUsize,
}

impl Mailbox {
    /// Stores a mail and deletes the oldest when there are more than `capacity`.
    pub(crate) fn keep(
        &self,
        to: Vec<String>,
        source: Vec<u8>,
        received: Received,
        capacity: usize,
    ) {
        let mut mails = self.mails.lock();
        // Counted under the lock, so that ids are ordered as mails.
        let id = self.last_id.fetch_add(1, Ordering::SeqCst) + 1;
        mails.push(Mail::read(id, to, source, received));
        let surplus = mails.len().saturating_sub(capacity);
        mails.drain(..surplus);
    }
}

fn headers(mail: &Message<'_>) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::<String, String>::new();
    if mail.parts.is_empty() {
        return headers;
    }
    for (name, value) in mail.headers_raw() {
        let all = headers.entry(name.to_ascii_lowercase()).or_default();
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(value.trim());
    }
    headers
}

fn now() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    DateTime::from_timestamp(since.as_secs().cast_signed()).to_rfc3339()
}
