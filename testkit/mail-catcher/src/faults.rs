//! Rejections and lost replies requested by tests.

use std::collections::HashMap;

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

/// Faults of the server, which a test changes while it runs.
#[derive(Default)]
pub struct Faults {
    /// Rejects every sender with this reply.
    pub sender: Option<String>,
    /// Rejects recipients with a reply such as `550 5.1.1 no such mailbox`. Recipients such as
    /// `refuse-550@example.com` are always rejected.
    pub recipients: HashMap<String, String>,
    /// Rejects the next mails with these replies after their content.
    pub(crate) contents: Vec<String>,
    /// Number of next mails that are stored and whose connection is closed without a reply.
    pub lost_replies: u32,
    /// Number of next mails that are stored and never get a reply.
    pub held_replies: u32,
    /// Number of passwords received over unencrypted connections.
    pub plaintext_logins: u32,
}

impl Faults {
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
