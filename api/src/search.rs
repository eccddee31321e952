//! The search for free spots. It has two implementations with the same result: the read model in
//! memory, and the statement in PostgreSQL.

mod counts;
mod database;
mod entry;
mod index;
mod index_updater;
mod offers;
mod pricer;
mod read_model;
mod recent_counts;
mod reserved_ahead;

use std::{sync::Arc, time::Duration};

use metrics::counter;
use shared::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    platform::{clock::Clock, db::Db, domain::version::Version, metrics::SEARCHES},
    reservations::models::spot_search::SpotSearch,
};

use crate::turn_queue::TurnQueue;
pub(crate) use counts::{Counting, Grouping, SpotGroup};
pub(crate) use entry::{Entry, rounded};
pub(crate) use offers::{Offered, Offers};
pub(crate) use pricer::{Allowed, OfferTerms, Pricer, Refused, SpotOffer};
use read_model::ReadModel;
use recent_counts::RecentCounts;

/// Maximum number of concurrent counts; the others wait.
const MAX_CONCURRENT_COUNTS: usize = 4;
/// Maximum number of counts that wait; further ones are refused.
const MAX_WAITING_COUNTS: usize = 100;

/// Returns the attributes that a spot must have for a vehicle of the class: holds refuse other
/// spots.
pub(crate) fn required_attributes(class: VehicleClass) -> Vec<String> {
    if class == VehicleClass::Truck { vec!["wide".to_owned()] } else { Vec::new() }
}

/// The result of a search.
pub(crate) struct Found {
    /// The version of the map that the result reflects, or a later one.
    pub(crate) version: Version,
    /// Age of the result's data.
    pub(crate) age: Duration,
    pub(crate) offers: Offers,
}

/// Searches for free spots. Clones share the read model.
#[derive(Clone)]
pub(crate) struct Search {
    db: Db,
    /// `None` if all searches read the database.
    read_model: Option<ReadModel>,
    recent_counts: RecentCounts,
    counts: Arc<TurnQueue>,
}

impl Search {
    /// Starts to load the read model, if searches use it (`from_memory`).
    pub(crate) fn new(db: &Db, clock: &Clock, from_memory: bool) -> Self {
        let read_model = from_memory.then(|| ReadModel::start(db, clock.clone()));
        Self {
            db: db.clone(),
            read_model,
            recent_counts: RecentCounts::default(),
            counts: Arc::new(TurnQueue::new(
                "the count of free spots",
                MAX_CONCURRENT_COUNTS,
                MAX_WAITING_COUNTS,
            )),
        }
    }

    /// Waits until the read model is loaded; returns at once if there is none.
    pub(crate) async fn loaded(&self) {
        if let Some(read_model) = &self.read_model {
            read_model.loaded().await;
        }
    }

    /// Returns a page of free spots, with prices by their tariffs.
    ///
    /// # Errors
    /// When the database cannot be reached and the read model is not available.
    pub(crate) async fn find(&self, search: &SpotSearch, terms: OfferTerms) -> Result<Found> {
        if let Some(read_model) = &self.read_model
            && let Some(found) = read_model.find(search, terms).await
        {
            counter!(SEARCHES, "from" => "memory").increment(1);
            return Ok(found);
        }
        counter!(SEARCHES, "from" => "database").increment(1);
        let search = search.clone();
        let run = move |conn: &mut _| Ok::<_, Error>(database::find(conn, search, terms)?);
        let (version, offers) = self.db.read(run).await?;
        Ok(Found { version, age: Duration::ZERO, offers })
    }

    /// Returns very many free spots, without distances and prices. Runs on a thread for blocking
    /// work.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub(crate) async fn find_all(
        &self,
        search: SpotSearch,
        terms: OfferTerms,
    ) -> Result<Vec<Arc<Entry>>> {
        if let Some(read_model) = &self.read_model
            && let Some(found) = read_model.find_all(search.clone(), terms).await
        {
            counter!(SEARCHES, "from" => "memory").increment(1);
            return Ok(found);
        }
        counter!(SEARCHES, "from" => "database").increment(1);
        let run = move |conn: &mut _| Ok::<_, Error>(database::find_all(conn, search, terms)?);
        self.db.read(run).await
    }

    /// Returns the counts of free spots, for a request from `key`. Counts of cells are up to five
    /// seconds old.
    ///
    /// # Errors
    /// As [`Self::find`]; also `Unavailable` if too many counts wait, or if the read model is not
    /// available and there are too many spots for the database.
    pub(crate) async fn count(&self, key: &str, counting: Counting) -> Result<Arc<Vec<SpotGroup>>> {
        let now = counting.search.now;
        let is_stored = matches!(counting.grouping, Grouping::Cells { .. });
        let recent = || self.recent_counts.get(key, now).filter(|_| is_stored);
        if let Some(groups) = recent() {
            return Ok(groups);
        }
        let _turn = self.counts.turn().await?;
        // Another request may have counted while this one waited.
        if let Some(groups) = recent() {
            return Ok(groups);
        }
        let groups = Arc::new(self.counted(counting).await?);
        if is_stored {
            self.recent_counts.put(key, now, &groups);
        }
        Ok(groups)
    }

    async fn counted(&self, counting: Counting) -> Result<Vec<SpotGroup>> {
        if let Some(read_model) = &self.read_model
            && let Some(groups) = read_model.count(counting.clone()).await
        {
            counter!(SEARCHES, "from" => "memory").increment(1);
            return Ok(groups);
        }
        counter!(SEARCHES, "from" => "database").increment(1);
        self.db.read(move |conn| database::count(conn, &counting)).await
    }
}
