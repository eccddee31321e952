//! Faults on demand: what goes wrong between a client and Stripe.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::Deserialize;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The call takes effect after a while.
    Slow,
    /// Stripe answers 500, without an effect.
    Error500,
    /// Stripe answers 429, without an effect.
    RateLimit,
    /// The connection is cut before the call has an effect.
    DropBefore,
    /// The call has its effect, then the connection is cut without an answer.
    DropAfter,
    /// The call has its effect, and the answer is held back until it is released.
    HoldAfter,
    /// The call has its effect, and the answer never comes: the connection stays open.
    Hang,
    /// The next webhook is sent twice.
    WebhookTwice,
    /// The next webhook is lost.
    WebhookLost,
    /// The next webhook waits before it is sent, so that later ones overtake it.
    WebhookLate,
}

/// A fault, for the calls that it is meant for.
#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    pub fault: FaultKind,
    /// Beginning of the path of the calls that it is meant for; with a `*`, which stands for anything, the whole of it.
    #[serde(default)]
    pub path: String,
    /// How often.
    #[serde(default = "once")]
    pub times: u32,
    /// For [`FaultKind::Slow`] and [`FaultKind::WebhookLate`]: how long, in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// A fault that happens once to a POST to `path`.
    pub fn once(fault: FaultKind, path: &str) -> Self {
        Self { fault, path: path.to_owned(), times: 1, delay_ms: 0 }
    }

    /// How long a slow call, or a late webhook, takes.
    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }
}

/// Faults that are still to happen.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn inject(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// The fault that is to happen to a call to `path` now.
    pub(crate) fn of_call(&self, path: &str) -> Option<Fault> {
        self.take(|fault| !is_of_webhook(fault.fault) && is_path_meant(&fault.path, path))
    }

    /// The fault that is to happen to a webhook now.
    pub(crate) fn of_webhook(&self) -> Option<Fault> {
        self.take(|fault| is_of_webhook(fault.fault))
    }

    fn take(&self, wanted: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut faults = self.lock();
        let index = faults.iter().position(wanted)?;
        let fault = faults.get_mut(index)?;
        fault.times -= 1;
        let taken = fault.clone();
        if taken.times == 0 {
            faults.remove(index);
        }
        Some(taken)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_of_webhook(fault: FaultKind) -> bool {
    matches!(fault, FaultKind::WebhookTwice | FaultKind::WebhookLost | FaultKind::WebhookLate)
}

fn is_path_meant(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => path.starts_with(pattern),
        Some((head, tail)) => path.strip_prefix(head).is_some_and(|rest| rest.ends_with(tail)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        let confirm = "/v1/payment_intents/*/confirm";
        assert!(is_path_meant(confirm, "/v1/payment_intents/pi_1/confirm"));
        assert!(!is_path_meant(confirm, "/v1/payment_intents/pi_1/cancel"));
        assert!(!is_path_meant(confirm, "/v1/payment_intents"));
        assert!(!is_path_meant(confirm, "/v1/setup_intents/seti_1/confirm"));
        // The star stands for something that comes after the head.
        assert!(!is_path_meant("/v1/a*a", "/v1/a"));
        assert!(is_path_meant("/v1/payment_intents", "/v1/payment_intents/pi_1/confirm"));
        assert!(is_path_meant("*", "/v1/refunds"));
    }
}
