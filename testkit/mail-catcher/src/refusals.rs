//! The refusals and lost answers that a test orders.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

/// The local part of recipients that are always refused, such as `refuse-550@example.com`, with
/// this code.
const REFUSED: &str = "refuse-";

/// The answer to a mail that was kept.
pub(crate) enum Answer {
    /// It reaches the client.
    Given(String),
    /// The connection ends instead.
    Lost,
    /// It never comes, and the connection stays.
    Held,
}

#[derive(Default)]
pub(crate) struct Refusals {
    orders: Mutex<Orders>,
    sign_ins_in_clear: AtomicU32,
}

#[derive(Default)]
struct Orders {
    sender: Option<String>,
    recipients: HashMap<String, String>,
    contents: Vec<String>,
    lost: u32,
    held: u32,
}

impl Refusals {
    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn refuse_sender(&self, answer: Option<&str>) {
        self.orders().sender = answer.map(str::to_owned);
    }

    pub(crate) fn refuse_recipient(&self, address: &str, answer: &str) {
        self.orders().recipients.insert(address.to_owned(), answer.to_owned());
    }

    pub(crate) fn accept_recipient(&self, address: &str) {
        self.orders().recipients.remove(address);
    }

    pub(crate) fn refuse_contents(&self, count: u32, answer: &str) {
        self.orders().contents = (0..count).map(|_| answer.to_owned()).collect();
    }

    pub(crate) fn lose_answers(&self, count: u32) {
        self.orders().lost = count;
    }

    pub(crate) fn hold_answers(&self, count: u32) {
        self.orders().held = count;
    }

    pub(crate) fn sender(&self) -> Option<String> {
        self.orders().sender.clone()
    }

    pub(crate) fn recipient(&self, address: &str) -> Option<String> {
        let always = address.strip_prefix(REFUSED).and_then(|rest| rest.get(..3));
        let always =
            always.filter(|code| code.parse::<u16>().is_ok_and(|code| (400..600).contains(&code)));
        self.orders()
            .recipients
            .get(address)
            .cloned()
            .or(always.map(|code| format!("{code} refused")))
    }

    pub(crate) fn content(&self) -> Option<String> {
        self.orders().contents.pop()
    }

    /// The answer to a mail that was kept.
    pub(crate) fn answer(&self) -> Answer {
        let mut orders = self.orders();
        if orders.lost > 0 {
            orders.lost -= 1;
            Answer::Lost
        } else if orders.held > 0 {
            orders.held -= 1;
            Answer::Held
        } else {
            Answer::Given("250 kept".to_owned())
        }
    }

    pub(crate) fn count_sign_in_in_clear(&self) {
        self.sign_ins_in_clear.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn sign_ins_in_clear(&self) -> u32 {
        self.sign_ins_in_clear.load(Ordering::SeqCst)
    }
}
