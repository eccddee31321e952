//! The read model: every spot in memory, so that a search costs the database nothing but the
//! question what has changed.
//!
//! Each search asks its [`keeper`] to catch up first; those who ask meanwhile share the next
//! question, whose cost does not grow with them. So an answer has all that was committed before the
//! search began. It is for looking only: whether a spot can be held, the database alone decides.
//! While everything is being read, and when the keeper does not answer soon, there is no answer
//! here, and the search's statement does it.

mod entry;
mod index;
mod keeper;

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

pub(crate) use entry::Entry;
use index::SpotIndex;
use keeper::Keeper;

/// How long a search waits for the keeper.
const REFRESH_TIMEOUT: Duration = Duration::from_millis(250);

/// See the module. Clones share it.
#[derive(Clone)]
pub(crate) struct ReadModel {
    index: Arc<RwLock<SpotIndex>>,
    is_loaded: watch::Receiver<bool>,
    asks: mpsc::UnboundedSender<oneshot::Sender<Caught>>,
}

/// Up to where the keeper has caught up.
#[derive(Clone)]
struct Caught {
    version: Version,
    /// When it asked.
    at: Instant,
}

/// What a search has found.
pub(crate) struct Found {
    /// The version of the map that it has seen, or a later one.
    pub(crate) version: Version,
    /// How long ago that was.
    pub(crate) age: Duration,
    /// The spots and their great-circle distances in metres, the nearest first.
    pub(crate) spots: Vec<(f64, Arc<Entry>)>,
}

impl ReadModel {
    /// Begins to read all spots, on a connection of its own.
    pub(crate) fn start(db: &Db, clock: Clock) -> Self {
        let index = Arc::new(RwLock::new(SpotIndex::default()));
        let (loaded, is_loaded) = watch::channel(false);
        let (asks, asked) = mpsc::unbounded_channel();
        let keeper = Keeper { db: db.apart(), clock, index: Arc::clone(&index), loaded, asked };
        tokio::spawn(keeper.run());
        Self { index, is_loaded, asks }
    }

    /// What is free; `None` when only the database can tell.
    pub(crate) async fn search(&self, search: &SpotSearch) -> Option<Found> {
        let caught = self.caught_up().await?;
        let spots = self.index.read().unwrap_or_else(PoisonError::into_inner).search(search)?;
        Some(Found {
            version: Version { at: search.now, ..caught.version },
            age: caught.at.elapsed(),
            spots,
        })
    }

    /// The same for a search that looks at very many spots, on a thread for what takes long.
    pub(crate) async fn search_all(&self, search: SpotSearch) -> Option<Vec<Arc<Entry>>> {
        self.caught_up().await?;
        let index = Arc::clone(&self.index);
        let found =
            move || index.read().unwrap_or_else(PoisonError::into_inner).search_all(&search);
        let found = tokio::task::spawn_blocking(found).await.ok()?;
        Some(found.into_iter().map(|(_, spot)| spot).collect())
    }

    /// Waits until the keeper has caught up; `None` when it has not read everything yet, or does
    /// not answer soon.
    async fn caught_up(&self) -> Option<Caught> {
        if !*self.is_loaded.borrow() {
            return None;
        }
        let (answer, caught) = oneshot::channel();
        self.asks.send(answer).ok()?;
        timeout(REFRESH_TIMEOUT, caught).await.ok()?.ok()
    }

    /// Waits until everything has been read.
    pub(crate) async fn loaded(&self) {
        // An error means that the process stops.
        drop(self.is_loaded.clone().wait_for(|loaded| *loaded).await);
    }
}
