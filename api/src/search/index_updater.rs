//! Task that keeps the search index up to date: loads all spots and tariffs once, then applies the
//! rows of `live_changes`. Each change of tariffs has such rows, of the spots at their places.

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
    pricing::models::posted_marker::MarkedTariffs,
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

/// The state of the database that the index reflects.
#[derive(Clone)]
struct Seen {
    version: Version,
    tariffs: MarkedTariffs,
}

impl IndexUpdater {
    pub(super) async fn run(mut self) {
        while !self.requests.is_closed() {
            let Some(mut seen) = or_warn(self.load().await) else {
                sleep(RETRY_DELAY).await;
                continue;
            };
            self.loaded.send_replace(true);
            while let Some(waiting) = self.next_requests().await {
                let at = Instant::now();
                match or_warn(self.catch_up(&seen).await) {
                    // Dropping the senders notifies the waiting searches.
                    None => sleep(RETRY_DELAY).await,
                    Some(None) => break,
                    Some(Some(now_seen)) => {
                        seen = now_seen;
                        for request in waiting {
                            // Fails if the search has timed out; it reads the database instead.
                            drop(request.send(SyncedState { version: seen.version.clone(), at }));
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

    /// Loads all spots and tariffs. Returns the state at the start of the load, to catch up from.
    async fn load(&self) -> Result<Seen> {
        let (begin, now) = (Instant::now(), self.clock.now());
        let read = self.db.read(move |conn| {
            let version = live_change::version(conn, now)?;
            let tariffs = MarkedTariffs::load(conn)?;
            let (mut index, mut after) = (SpotIndex::default(), SpotId(Uuid::nil()));
            loop {
                let page = IndexedSpot::page(conn, after, BATCH, now)?;
                let Some(last) = page.last() else { break };
                after = last.id;
                index.fill(page);
            }
            index.build();
            index.post(Arc::clone(&tariffs.tariffs));
            Ok::<_, Error>((Seen { version, tariffs }, index))
        });
        let (seen, index) = read.await?;
        tracing::info!(
            spots = index.len(),
            seconds = begin.elapsed().as_secs_f32(),
            "Searches use the read model in memory"
        );
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        Ok(seen)
    }

    /// Applies the changes since the state. Returns the new state; `None` if the changes are no
    /// longer known.
    async fn catch_up(&self, seen: &Seen) -> Result<Option<Seen>> {
        let (Seen { version, tariffs }, now) = (seen.clone(), self.clock.now());
        let read = self.db.read(move |conn| {
            let ChangesSince { version, changes } = live_change::since(conn, &version, now)?;
            let ids: Option<HashSet<SpotId>> = changes.map(|changes| {
                changes.iter().filter_map(|change| change.spot).map(|(id, _)| id).collect()
            });
            let mut spots = Vec::new();
            let changed_ids: Vec<Uuid> = ids.iter().flatten().map(|id| id.0).collect();
            for batch in changed_ids.chunks(BATCH.try_into().unwrap_or(usize::MAX)) {
                spots.extend(IndexedSpot::of_ids(conn, batch, now)?);
            }
            // Read after the changes, so that the tariffs are not older than the version.
            let newer = if changed_ids.is_empty() { None } else { tariffs.newer(conn)? };
            let tariffs = newer.unwrap_or(tariffs);
            Ok::<_, Error>((Seen { version, tariffs }, ids, spots))
        });
        let (seen, Some(mut removed), spots) = read.await? else { return Ok(None) };
        if !removed.is_empty() {
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            index.post(Arc::clone(&seen.tariffs.tariffs));
            for spot in spots {
                removed.remove(&spot.id);
                index.set(spot.id, Some(spot));
            }
            for id in removed {
                index.set(id, None);
            }
        }
        Ok(Some(seen))
    }
}

fn or_warn<T>(outcome: Result<T>) -> Option<T> {
    outcome
        .inspect_err(|error| {
            tracing::warn!(%error, "Could not update the search index; searches use the database");
        })
        .ok()
}
