//! Rejections and lost replies requested by tests.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Prefix of recipients that are always rejected with the code that follows, such as
/// `refuse-550@example.com`.
const REJECTED_PREFIX: &str = "refuse-";

/// The reply to a mail that was stored.
pub(crate) enum Reply {
    Sent(String),
    /// The connection is closed instead.
    Lost,
    /// Never sent; the connection stays open.
    Held,
}

#[derive(Default)]
pub(crate) struct Faults {
    pub(crate) sender: Option<String>,
    pub(crate) recipients: HashMap<String, String>,
    pub(crate) contents: Vec<String>,
    pub(crate) lost_replies: u32,
    pub(crate) held_replies: u32,
    /// Passwords received over unencrypted connections.
    pub(crate) plaintext_logins: u32,
}

/// [`Faults`] shared by the server and the tests.
#[derive(Default)]
pub(crate) struct SharedFaults(Mutex<Faults>);

impl SharedFaults {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Faults> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Faults {
    pub(crate) fn reject_contents(&mut self, count: u32, reply: &str) {
        self.contents = (0..count).map(|_| reply.to_owned()).collect();
    }

    pub(crate) fn recipient(&self, address: &str) -> Option<String> {
        let code = address.strip_prefix(REJECTED_PREFIX).and_then(|rest| rest.get(..3));
        let code =
            code.filter(|code| code.parse::<u16>().is_ok_and(|code| (400..600).contains(&code)));
        let rejected = code.map(|code| format!("{code} refused"));
        self.recipients.get(address).cloned().or(rejected)
    }

    /// The reply to a mail that was stored.
    pub(crate) fn reply(&mut self) -> Reply {
        if self.lost_replies > 0 {
            self.lost_replies -= 1;
            Reply::Lost
        } else if self.held_replies > 0 {
            self.held_replies -= 1;
            Reply::Held
        } else {
            Reply::Sent("250 stored".to_owned())
        }
    }
}
