//! Limits on concurrent live connections, per process and per network.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The limit that has been reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    /// The limit of the process.
    Process,
    /// The limit of the network.
    Network,
}

/// All seats of the process.
pub(super) struct Seats {
    all: Arc<Semaphore>,
    per_network: usize,
    taken: Arc<Mutex<HashMap<IpNet, usize>>>,
}

/// The seat of one connection, released on drop.
pub(crate) struct Seat {
    network: IpNet,
    taken: Arc<Mutex<HashMap<IpNet, usize>>>,
    _permit: OwnedSemaphorePermit,
}

impl Seats {
    pub(super) fn new(all: usize, per_network: usize) -> Self {
        let all = Arc::new(Semaphore::new(all.min(Semaphore::MAX_PERMITS)));
        Self { all, per_network, taken: Arc::default() }
    }

    /// Takes a seat for a client of this network.
    pub(super) fn take(&self, network: IpNet) -> Result<Seat, Full> {
        let mut taken = locked(&self.taken);
        if taken.get(&network).is_some_and(|count| *count >= self.per_network) {
            return Err(Full::Network);
        }
        let permit = Arc::clone(&self.all).try_acquire_owned().map_err(|_| Full::Process)?;
        *taken.entry(network).or_default() += 1;
        Ok(Seat { network, taken: Arc::clone(&self.taken), _permit: permit })
    }

    /// Waits until `count` seats are free.
    pub(super) async fn freed(&self, count: u32) {
        // Fails only if the semaphore is closed; then there is nothing to wait for.
        drop(self.all.acquire_many(count).await);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = locked(&self.taken);
        if let Some(count) = taken.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.network);
            }
        }
    }
}

fn locked(taken: &Mutex<HashMap<IpNet, usize>>) -> MutexGuard<'_, HashMap<IpNet, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_has_its_own_limit() {
        let seats = Seats::new(3, 2);
        let [one, other] =
            ["192.0.2.1/32", "192.0.2.2/32"].map(|network| network.parse::<IpNet>().unwrap());
        let (first, _second) = (seats.take(one).unwrap(), seats.take(one).unwrap());
        assert_eq!(seats.take(one).err(), Some(Full::Network));
        let _third = seats.take(other).unwrap();
        assert_eq!(seats.take(other).err(), Some(Full::Process));
        drop(first);
        assert!(seats.take(one).is_ok(), "a place that was left is free again");
    }
}
