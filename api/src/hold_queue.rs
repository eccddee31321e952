//! Serialises the holds of guests from one network. The quota of the network is counted under a
//! lock, and requests must wait for it without occupying a connection to PostgreSQL.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use chrono::TimeDelta;
use shared::{
    Error, Result,
    platform::domain::{
        email::Email,
        owner::Owner,
        quota::{Origin, Quotas},
    },
};
use tokio::{sync, time::timeout};

/// Maximum wait of a request. Shorter than the request time-out, so that the response is 429 with
/// `Retry-After`.
const TURN_TIMEOUT: Duration = Duration::from_secs(15);
const RETRY_AFTER: TimeDelta = TimeDelta::seconds(1);

/// One lock per network. It exists while a request holds it or waits for it.
#[derive(Default)]
pub(crate) struct HoldQueue {
    networks: Mutex<HashMap<Vec<u8>, Weak<sync::Mutex<()>>>>,
}

/// The right of one request to proceed, released on drop.
pub(crate) struct Turn(#[expect(dead_code, reason = "held until drop")] sync::OwnedMutexGuard<()>);

impl HoldQueue {
    /// Waits until a guest's hold may proceed; other holds need not wait. This only shortens the
    /// wait for the lock in PostgreSQL, which is shared with other api processes.
    ///
    /// # Errors
    /// `RateLimited` after [`TURN_TIMEOUT`].
    pub(crate) async fn turn(
        &self,
        driver: &Owner<Email>,
        origin: &Origin,
        quotas: &Quotas,
    ) -> Result<Option<Turn>> {
        if matches!(driver, Owner::User(_)) || !quotas.limit_holds() {
            return Ok(None);
        }
        let waiting = self.lock_of(&origin.wide).lock_owned();
        let guard = timeout(TURN_TIMEOUT, waiting)
            .await
            .map_err(|_| Error::RateLimited { wait: RETRY_AFTER })?;
        Ok(Some(Turn(guard)))
    }

    fn lock_of(&self, network: &[u8]) -> Arc<sync::Mutex<()>> {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = networks.get(network).and_then(Weak::upgrade) {
            return lock;
        }
        networks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(sync::Mutex::new(()));
        networks.insert(network.to_vec(), Arc::downgrade(&lock));
        lock
    }
}

#[cfg(test)]
mod tests {
    use shared::platform::domain::quota::NetworkCap;

    use super::*;

    #[tokio::test]
    async fn holds_of_one_network_take_turns() {
        let cap = Some(NetworkCap { narrow: 5, wide: 8 });
        let quotas = Quotas { live_holds: cap, ..Quotas::default() };
        let queue = HoldQueue::default();
        let guest = Owner::Guest("guest@example.com".parse().unwrap());
        let origin = |wide: u8| Origin { narrow: vec![wide], wide: vec![wide] };
        let first = queue.turn(&guest, &origin(1), &quotas).await.unwrap();
        assert!(first.is_some() && queue.lock_of(&[1]).try_lock().is_err());
        assert!(queue.turn(&guest, &origin(2), &quotas).await.unwrap().is_some());
        assert!(queue.turn(&guest, &origin(1), &Quotas::default()).await.unwrap().is_none());
        drop(first);
        assert!(queue.turn(&guest, &origin(1), &quotas).await.unwrap().is_some());
        drop(queue.lock_of(&[3]));
        assert_eq!(queue.networks.lock().unwrap().len(), 1, "unused locks are removed");
    }
}
