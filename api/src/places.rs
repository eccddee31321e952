//! The cities and where they are, as every browser asks for them: kept for a while, for it takes a
//! look at every spot.

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

/// For how long what was found is good.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(2);

/// A city, and the middle of where its spots are.
pub(crate) type Place = (City, Option<Position>);

/// When they were found, and what was.
type Found = Option<(DateTime<Utc>, Arc<Vec<Place>>)>;

/// The cities, as they were found last.
#[derive(Clone, Default)]
pub(crate) struct Places(Arc<Mutex<Found>>);

impl Places {
    /// Every city, by name, as it was at most two minutes ago. While the database cannot be asked,
    /// as it was found last.
    ///
    /// # Errors
    /// When the database cannot be asked, and nothing was ever found.
    pub(crate) async fn all(&self, db: &Db, now: DateTime<Utc>) -> Result<Arc<Vec<Place>>> {
        // Held meanwhile: of many who ask at once, one looks.
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
