//! Counters of faults and driver actions.

use std::collections::{BTreeMap, BTreeSet};

use parking_lot::{Mutex, MutexGuard};
use uuid::Uuid;

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) faults: BTreeMap<&'static str, u32>,
    pub(crate) drivers: BTreeMap<&'static str, u32>,
    /// Reservations that were returned to drivers as held.
    pub(crate) held: BTreeSet<Uuid>,
    /// Reservations that were returned to drivers as confirmed.
    pub(crate) confirmed: BTreeSet<Uuid>,
    pub(crate) retries: u32,
    /// Responses that no driver should receive.
    pub(crate) unexpected: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Counters(Mutex<Counts>);

impl Counters {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock()
    }

    pub(crate) fn driver(&self, action: &'static str) {
        *self.lock().drivers.entry(action).or_default() += 1;
    }

    pub(crate) fn fault(&self, name: &'static str) {
        *self.lock().faults.entry(name).or_default() += 1;
    }
}
