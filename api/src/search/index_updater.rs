//! Task that keeps the search index up to date: loads all spots once, then applies the rows of
//! `live_changes`.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use shared::{
    Error, Result,
    platform::{
        clock::Clock,
        db::Db,
        domain::{ids::SpotId, version::Version},
    },
    reservations::models::{
        indexed_spot::IndexedSpot,
        live_change::{self, ChangesSince},
    },
};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::{index::SpotIndex, read_model::SyncedState};

/// Number of spots per statement.
const BATCH: i64 = 5_000;
/// Interval between updates without searches, so that changes do not accumulate.
const IDLE_UPDATE_INTERVAL: Duration = Duration::from_secs(5);
/// Pause after a failure.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// The task that owns the index. It ends when the last sender is dropped.
pub(super) struct IndexUpdater {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) index: Arc<RwLock<SpotIndex>>,
    pub(super) loaded: watch::Sender<bool>,
    pub(super) requests: mpsc::UnboundedReceiver<oneshot::Sender<SyncedState>>,
}

impl IndexUpdater {
    pub(super) async fn run(mut self) {
        while !self.requests.is_closed() {
            let Some(mut version) = or_warn(self.load().await) else {
                sleep(RETRY_DELAY).await;
                continue;
            };
            self.loaded.send_replace(true);
            while let Some(waiting) = self.next_requests().await {
                let at = Instant::now();
                match or_warn(self.catch_up(&version).await) {
                    // Dropping the senders notifies the waiting searches.
                    None => sleep(RETRY_DELAY).await,
                    Some(None) => break,
                    Some(Some(new_version)) => {
                        version = new_version;
                        for request in waiting {
                            // Fails if the search has timed out; it reads the database instead.
                            drop(request.send(SyncedState { version: version.clone(), at }));
                        }
                    }
                }
            }
            self.loaded.send_replace(false);
        }
    }

    /// Waits for the first request or for the idle interval, and returns all pending requests;
    /// `None` when all senders are dropped.
    async fn next_requests(&mut self) -> Option<Vec<oneshot::Sender<SyncedState>>> {
        let mut waiting = match timeout(IDLE_UPDATE_INTERVAL, self.requests.recv()).await {
            Ok(first) => vec![first?],
            Err(_) => Vec::new(),
        };
        while let Ok(another) = self.requests.try_recv() {
            waiting.push(another);
        }
        Some(waiting)
    }

    /// Loads all spots. Returns the version at the start of the load, to catch up from.
    async fn load(&self) -> Result<Version> {
        let (begin, now) = (Instant::now(), self.clock.now());
        let read = self.db.read(move |conn| {
            let version = live_change::version(conn, now)?;
            let (mut index, mut after) = (SpotIndex::default(), SpotId(Uuid::nil()));
            loop {
                let page = IndexedSpot::page(conn, after, BATCH, now)?;
                let Some(last) = page.last() else { break };
                after = last.id;
                index.fill(page);
            }
            index.build();
            Ok::<_, Error>((version, index))
        });
        let (version, index) = read.await?;
        tracing::info!(
            spots = index.len(),
            seconds = begin.elapsed().as_secs_f32(),
            "Searches use the read model in memory"
        );
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        Ok(version)
    }

    /// Applies the changes since the version. Returns the new version; `None` if the changes are no
    /// longer known.
    async fn catch_up(&self, seen: &Version) -> Result<Option<Version>> {
        let (seen, now) = (seen.clone(), self.clock.now());
        let read = self.db.read(move |conn| {
            let ChangesSince { version, changes } = live_change::since(conn, &seen, now)?;
            let ids: Option<HashSet<SpotId>> = changes.map(|changes| {
                changes.iter().filter_map(|change| change.spot).map(|(id, _)| id).collect()
            });
            let mut spots = Vec::new();
            let changed_ids: Vec<Uuid> = ids.iter().flatten().map(|id| id.0).collect();
            for batch in changed_ids.chunks(BATCH.try_into().unwrap_or(usize::MAX)) {
                spots.extend(IndexedSpot::of_ids(conn, batch, now)?);
            }
            Ok::<_, Error>((version, ids, spots))
        });
        let (version, Some(mut removed), spots) = read.await? else { return Ok(None) };
        if !removed.is_empty() {
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            for spot in spots {
                removed.remove(&spot.id);
                index.set(spot.id, Some(spot));
            }
            for id in removed {
                index.set(id, None);
            }
        }
        Ok(Some(version))
    }
}

fn or_warn<T>(outcome: Result<T>) -> Option<T> {
    outcome
        .inspect_err(|error| {
            tracing::warn!(%error, "Could not update the search index; searches use the database");
        })
        .ok()
}
