//! The read model: all spots in memory, so that a search only reads the changes from the database.
//!
//! Each search waits for the [`IndexUpdater`] to catch up. Concurrent searches share one query,
//! whose cost does not depend on their number. A result therefore includes everything that was
//! committed before the search began. The read model serves searches only: the database alone
//! decides whether a spot can be held. While the initial load runs, or if the updater does not
//! respond in time, the search reads the database instead.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use shared::{
    platform::{clock::Clock, db::Db, domain::version::Version},
    reservations::models::spot_search::SpotSearch,
};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};

use super::{
    Entry, Found, OfferTerms,
    counts::{Counting, SpotGroup},
    index::SpotIndex,
    index_updater::IndexUpdater,
};

/// Maximum wait of a search for the updater.
const REFRESH_TIMEOUT: Duration = Duration::from_millis(250);

/// Handle to the read model. Clones share it.
#[derive(Clone)]
pub(super) struct ReadModel {
    index: Arc<RwLock<SpotIndex>>,
    is_loaded: watch::Receiver<bool>,
    requests: mpsc::UnboundedSender<oneshot::Sender<SyncedState>>,
}

/// The state to which the updater has caught up.
#[derive(Clone)]
pub(super) struct SyncedState {
    pub(super) version: Version,
    /// Time of the updater's query.
    pub(super) at: Instant,
}

impl ReadModel {
    /// Starts to load all spots on a dedicated connection.
    pub(super) fn start(db: &Db, clock: Clock) -> Self {
        let index = Arc::new(RwLock::new(SpotIndex::default()));
        let (loaded, is_loaded) = watch::channel(false);
        let (requests, received) = mpsc::unbounded_channel();
        let updater = IndexUpdater {
            db: db.dedicated_connection(),
            clock,
            index: Arc::clone(&index),
            loaded,
            requests: received,
        };
        tokio::spawn(updater.run());
        Self { index, is_loaded, requests }
    }

    /// Returns the free spots; `None` if the search must read the database.
    pub(super) async fn find(&self, search: &SpotSearch, terms: OfferTerms) -> Option<Found> {
        let synced = self.caught_up().await?;
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let offers = index.search(search, terms)?;
        Some(Found {
            version: Version { at: search.now, ..synced.version },
            age: synced.at.elapsed(),
            offers,
        })
    }

    /// Like [`Self::find`], for a search over very many spots: runs on a thread for blocking
    /// work.
    pub(super) async fn find_all(
        &self,
        search: SpotSearch,
        terms: OfferTerms,
    ) -> Option<Vec<Arc<Entry>>> {
        self.caught_up().await?;
        let index = Arc::clone(&self.index);
        let found =
            move || index.read().unwrap_or_else(PoisonError::into_inner).search_all(&search, terms);
        let found = tokio::task::spawn_blocking(found).await.ok()?;
        Some(found.spots.into_iter().map(|offered| offered.spot).collect())
    }

    /// Returns the counts of free spots; `None` if they must be read from the database.
    pub(super) async fn count(&self, counting: Counting) -> Option<Vec<SpotGroup>> {
        self.caught_up().await?;
        let index = Arc::clone(&self.index);
        let count = move || index.read().unwrap_or_else(PoisonError::into_inner).count(&counting);
        tokio::task::spawn_blocking(count).await.ok()
    }

    /// Waits until the updater has caught up; `None` during the initial load, or after
    /// [`REFRESH_TIMEOUT`].
    async fn caught_up(&self) -> Option<SyncedState> {
        if !*self.is_loaded.borrow() {
            return None;
        }
        let (request, synced) = oneshot::channel();
        self.requests.send(request).ok()?;
        timeout(REFRESH_TIMEOUT, synced).await.ok()?.ok()
    }

    /// Waits until the initial load is complete.
    pub(super) async fn loaded(&self) {
        // Fails only at shutdown.
        drop(self.is_loaded.clone().wait_for(|loaded| *loaded).await);
    }
}
