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
    /// The next webhook is sent twice.
    WebhookTwice,
    /// The next webhook is lost.
    WebhookLost,
}

/// A fault, for the calls that it is meant for.
#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    pub fault: FaultKind,
    /// Beginning of the path of the calls that it is meant for.
    #[serde(default)]
    pub path: String,
    /// How often.
    #[serde(default = "once")]
    pub times: u32,
    /// For [`FaultKind::Slow`]: how long, in milliseconds.
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

    /// How long a slow call takes.
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
        self.take(|fault| !is_of_webhook(fault.fault) && path.starts_with(&fault.path))
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
    matches!(fault, FaultKind::WebhookTwice | FaultKind::WebhookLost)
}
