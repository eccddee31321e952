//! What happened, counted.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use crate::client::Answer;

/// What drivers and monkey have done.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// What went wrong, and how often.
    pub(crate) mischief: BTreeMap<&'static str, u32>,
    /// What drivers did, and how often.
    pub(crate) drivers: BTreeMap<&'static str, u32>,
    /// The reservations that drivers were told of.
    pub(crate) held: BTreeSet<Uuid>,
    /// The reservations that drivers were told to be confirmed.
    pub(crate) confirmed: BTreeSet<Uuid>,
    /// How often a call had to be made again.
    pub(crate) repeats: u32,
    /// Answers that no driver should get.
    pub(crate) wrong: Vec<String>,
}

/// What happened, shared by all.
#[derive(Debug, Default)]
pub(crate) struct Tally(Mutex<Counts>);

impl Tally {
    /// All of it.
    pub(crate) fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A driver did this.
    pub(crate) fn driver(&self, what: &'static str) {
        *self.counts().drivers.entry(what).or_default() += 1;
    }

    /// Whether it worked; an answer that is neither that nor one of the refusals is written down as
    /// wrong.
    pub(crate) fn expect(&self, who: &str, answer: &Answer, what: &str, refusals: &[&str]) -> bool {
        if !answer.status.is_success()
            && !answer.problem().is_some_and(|code| refusals.contains(&code))
        {
            self.counts()
                .wrong
                .push(format!("{who}: {what} answered {}: {}", answer.status, answer.body));
        }
        answer.status.is_success()
    }

    /// This went wrong.
    pub(crate) fn mischief(&self, what: &'static str) {
        *self.counts().mischief.entry(what).or_default() += 1;
    }
}
