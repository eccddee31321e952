//! The search for free spots. It has two implementations with the same result: the read model in
//! memory, and the statement in PostgreSQL.

mod entry;
mod index;
mod index_updater;
mod read_model;

use std::{sync::Arc, time::Duration};

use metrics::counter;
use shared::{
    Error, Result,
    platform::{clock::Clock, db::Db, domain::version::Version, metrics::SEARCHES},
    reservations::models::spot_search::SpotSearch,
};

pub(crate) use entry::Entry;
use read_model::ReadModel;

/// The result of a search.
pub(crate) struct Found {
    /// The version of the map that the result reflects, or a later one.
    pub(crate) version: Version,
    /// Age of the result's data.
    pub(crate) age: Duration,
    /// Spots with their great-circle distance in metres, the nearest first.
    pub(crate) spots: Vec<(f64, Arc<Entry>)>,
}

/// Searches for free spots. Clones share the read model.
#[derive(Clone)]
pub(crate) struct Search {
    db: Db,
    /// `None` if all searches read the database.
    read_model: Option<ReadModel>,
}

impl Search {
    /// Starts to load the read model, if searches use it (`from_memory`).
    pub(crate) fn new(db: &Db, clock: &Clock, from_memory: bool) -> Self {
        let read_model = from_memory.then(|| ReadModel::start(db, clock.clone()));
        Self { db: db.clone(), read_model }
    }

    /// Waits until the read model is loaded; returns at once if there is none.
    pub(crate) async fn loaded(&self) {
        if let Some(read_model) = &self.read_model {
            read_model.loaded().await;
        }
    }

    /// Returns a page of free spots.
    ///
    /// # Errors
    /// When the database cannot be reached and the read model is not available.
    pub(crate) async fn find(&self, search: &SpotSearch) -> Result<Found> {
        if let Some(read_model) = &self.read_model
            && let Some(found) = read_model.find(search).await
        {
            counter!(SEARCHES, "from" => "memory").increment(1);
            return Ok(found);
        }
        counter!(SEARCHES, "from" => "database").increment(1);
        let search = search.clone();
        let run = move |conn: &mut _| Ok::<_, Error>(search.run_at_version(conn)?);
        let (version, spots) = self.db.read(run).await?;
        let spots = spots
            .into_iter()
            .map(|found| (found.distance_m, Arc::new(Entry::from(found.spot))))
            .collect();
        Ok(Found { version, age: Duration::ZERO, spots })
    }

    /// Returns very many free spots, without their distances. Runs on a thread for blocking work.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub(crate) async fn find_all(&self, search: SpotSearch) -> Result<Vec<Arc<Entry>>> {
        if let Some(read_model) = &self.read_model
            && let Some(found) = read_model.find_all(search.clone()).await
        {
            counter!(SEARCHES, "from" => "memory").increment(1);
            return Ok(found);
        }
        counter!(SEARCHES, "from" => "database").increment(1);
        let found = self.db.read(move |conn| Ok::<_, Error>(search.run(conn)?)).await?;
        Ok(found.into_iter().map(|found| Arc::new(Entry::from(found.spot))).collect())
    }
}
