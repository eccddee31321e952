//! A cache of the cities and their centers. Every browser requests them, and the query reads all
//! spots.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    places::{
        domain::position::Position,
        models::city::{self, City},
    },
    platform::db::Db,
};
use tokio::sync::Mutex;

/// Lifetime of the cached list.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(2);

/// A city and the center of its spots; `None` without spots.
pub(crate) type CityAndCenter = (City, Option<Position>);

/// The cached list and the time at which it was read.
type Found = Option<(DateTime<Utc>, Arc<Vec<CityAndCenter>>)>;

/// The cached list of cities. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Places(Arc<Mutex<Found>>);

impl Places {
    /// Returns all cities by name, at most two minutes old. While the database is unavailable, the
    /// last list is returned regardless of its age.
    ///
    /// # Errors
    /// When the database is unavailable and no list is cached.
    pub(crate) async fn all(&self, db: &Db, now: DateTime<Utc>) -> Result<Arc<Vec<CityAndCenter>>> {
        // The lock is held during the query, so that concurrent requests share one query.
        let mut found = self.0.lock().await;
        if let Some((_, places)) = found.as_ref().filter(|(at, _)| now - *at < GOOD_FOR) {
            return Ok(Arc::clone(places));
        }
        let looked = db.read(|conn| Ok::<_, Error>((City::all(conn)?, city::centers(conn)?))).await;
        match (looked, found.as_ref()) {
            (Ok((cities, centers)), _) => {
                let center =
                    |id| centers.iter().find(|(city, _)| *city == id).map(|(_, center)| *center);
                let places =
                    cities.into_iter().map(|city| (city.clone(), center(city.id))).collect();
                let places = Arc::new(places);
                *found = Some((now, Arc::clone(&places)));
                Ok(places)
            }
            (Err(error), Some((_, places))) => {
                tracing::warn!(%error, "The cities are those that were found before");
                Ok(Arc::clone(places))
            }
            (Err(error), None) => Err(error),
        }
    }
}
