//! A cache of the centre lines of streets by box, because many browsers show the same streets.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use shared::{
    Error, Result,
    places::{
        domain::{
            position::{Bounds, Position},
            street_lines::{StreetLine, street_lines},
        },
        models::street_kerb,
    },
    platform::db::Db,
};
use utoipa::ToSchema;

use crate::turn_queue::TurnQueue;

/// Lifetime of the lines of a box.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(2);
/// Maximum number of boxes. The lines of a box are at most about 200 kB of JSON.
const MAX_BOXES: usize = 100;
/// Boxes are extended to multiples of this, in degrees, so that near views share one box.
const GRID_DEGREES: f64 = 0.005;
/// An edge this near to the grid, as a part of its cells, lies on the grid.
const ON_GRID: f64 = 1e-6;
/// Maximum number of boxes that are computed concurrently; the others wait.
const MAX_CONCURRENT: usize = 2;
/// Maximum number of requests that wait to compute a box; further ones are refused.
const MAX_WAITING: usize = 50;
/// Maximum number of zones of which the lines are made.
const MAX_ZONES: usize = 3_000;

/// A stretch of a street.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StreetView {
    #[schema(example = "West 43 Street")]
    name: String,
    /// Centre line as positions, each `[lng, lat]`.
    #[schema(example = json!([[-73.99, 40.754], [-73.987, 40.755]]))]
    line: Vec<[f64; 2]>,
}

/// The streets of a box, by name. A street may have several lines.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StreetsView {
    streets: Vec<StreetView>,
    /// The box has so many zones that only those nearest to its centre were used.
    is_partial: bool,
}

/// The serialized lines of a box.
struct Kept {
    at: DateTime<Utc>,
    body: Bytes,
}

/// Cached lines by box. Clones share them.
#[derive(Clone)]
pub(crate) struct Streets {
    kept: Arc<Mutex<HashMap<String, Kept>>>,
    turns: Arc<TurnQueue>,
}

impl Default for Streets {
    fn default() -> Self {
        let turns = TurnQueue::new("the streets", MAX_CONCURRENT, MAX_WAITING);
        Self { kept: Arc::default(), turns: Arc::new(turns) }
    }
}

impl Streets {
    /// Returns the streets of at least the box as JSON, at most two minutes old. While the database
    /// is unavailable, or other boxes are computed, cached streets are returned regardless of their
    /// age.
    ///
    /// # Errors
    /// If the box is not cached: when the database is unavailable or too many requests wait.
    pub(crate) async fn within(
        &self,
        db: &Db,
        bounds: Bounds,
        now: DateTime<Utc>,
    ) -> Result<Bytes> {
        let bounds = snapped(bounds);
        let Bounds { west, south, east, north } = bounds;
        let key = format!("{west:.3},{south:.3},{east:.3},{north:.3}");
        let fresh = || self.cached(&key, |at| now - at < GOOD_FOR);
        if let Some(body) = fresh() {
            return Ok(body);
        }
        let _turn = if let Some(turn) = self.turns.turn_now() {
            turn
        } else {
            if let Some(older) = self.cached(&key, |_| true) {
                return Ok(older);
            }
            self.turns.turn().await?
        };
        // Another request may have read the box while this one waited.
        if let Some(body) = fresh() {
            return Ok(body);
        }
        match read(db, bounds).await {
            Ok(body) => {
                self.keep(key, Kept { at: now, body: body.clone() });
                Ok(body)
            }
            Err(error) => match self.cached(&key, |_| true) {
                Some(older) => {
                    tracing::warn!(%error, "The streets are those that were found before");
                    Ok(older)
                }
                None => Err(error),
            },
        }
    }

    fn cached(&self, key: &str, is_valid: impl Fn(DateTime<Utc>) -> bool) -> Option<Bytes> {
        let kept = self.kept();
        kept.get(key).filter(|kept| is_valid(kept.at)).map(|kept| kept.body.clone())
    }

    /// Adds a box; without room for it, the oldest one is removed.
    fn keep(&self, key: String, new: Kept) {
        let mut kept = self.kept();
        if kept.len() >= MAX_BOXES && !kept.contains_key(&key) {
            let oldest = kept.iter().min_by_key(|(_, kept)| kept.at).map(|(key, _)| key.clone());
            if let Some(oldest) = oldest {
                kept.remove(&oldest);
            }
        }
        kept.insert(key, new);
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Extends a box to the grid.
fn snapped(bounds: Bounds) -> Bounds {
    let low = |edge: f64| (edge / GRID_DEGREES + ON_GRID).floor() * GRID_DEGREES;
    let high = |edge: f64| (edge / GRID_DEGREES - ON_GRID).ceil() * GRID_DEGREES;
    Bounds {
        west: low(bounds.west).max(-180.0),
        south: low(bounds.south).max(-90.0),
        east: high(bounds.east).min(180.0),
        north: high(bounds.north).min(90.0),
    }
}

async fn read(db: &Db, bounds: Bounds) -> Result<Bytes> {
    // One zone more than is used, to detect whether there are more.
    let limit = i64::try_from(MAX_ZONES + 1).unwrap_or(i64::MAX);
    let read = move |conn: &mut _| Ok::<_, Error>(street_kerb::within(conn, bounds, limit)?);
    let mut kerbs = db.read(read).await?;
    let is_partial = kerbs.len() > MAX_ZONES;
    kerbs.truncate(MAX_ZONES);
    let body = move || {
        let streets = street_lines(kerbs).into_iter().map(StreetView::new).collect();
        serde_json::to_vec(&StreetsView { streets, is_partial })
    };
    let internal = |error: &dyn std::error::Error| Error::Internal(error.to_string());
    let body = tokio::task::spawn_blocking(body).await.map_err(|error| internal(&error))?;
    Ok(Bytes::from(body.map_err(|error| internal(&error))?))
}

impl StreetView {
    fn new(StreetLine { name, line }: StreetLine) -> Self {
        let line = line.into_iter().map(|Position { lat, lng }| [lng, lat]).collect();
        Self { name, line }
    }
}

#[cfg(test)]
mod tests {
    use shared::platform::config::database;

    use super::*;

    fn kept(minutes: i64) -> Kept {
        Kept { at: DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes), body: Bytes::new() }
    }

    #[test]
    fn near_boxes_share_one_box_of_the_grid() {
        let bounds = Bounds { west: -73.99, south: 40.75, east: -73.98, north: 40.76 };
        let inner = Bounds { west: -73.9881, south: 40.7512, east: -73.9803, north: 40.7599 };
        for (part, expected) in [(bounds, bounds), (inner, bounds)] {
            let found = snapped(part);
            for (edge, expected) in [
                (found.west, expected.west),
                (found.south, expected.south),
                (found.east, expected.east),
                (found.north, expected.north),
            ] {
                assert!((edge - expected).abs() < 1e-9, "{found:?}");
            }
        }
    }

    #[test]
    fn grid_stays_within_valid_degrees() {
        let fiji = Bounds { west: 179.999, south: -90.0, east: -179.999, north: -89.999 };
        let found = snapped(fiji);
        assert!((found.west - 179.995).abs() < 1e-9 && (found.east + 179.995).abs() < 1e-9);
        assert!(found.crosses_180() && found.south >= -90.0, "{found:?}");
    }

    #[tokio::test]
    async fn full_queue_returns_older_lines_or_unavailable() {
        let settings = database::Settings {
            url: "postgres://127.0.0.1:1/none".to_owned().into(),
            pool_size: 1,
            application_name: "curbhold",
            statement_timeout_s: 1,
            wait: std::time::Duration::from_secs(5),
        };
        let turns = Arc::new(TurnQueue::new("the streets", 1, 0));
        let (db, streets) = (Db::new(&settings), Streets { kept: Arc::default(), turns });
        let bounds = Bounds { west: -73.99, south: 40.75, east: -73.98, north: 40.76 };
        let older = Kept { body: Bytes::from_static(b"older"), ..kept(0) };
        streets.keep("-73.990,40.750,-73.980,40.760".to_owned(), older);
        let _turn = streets.turns.turn_now().unwrap();
        let found = streets.within(&db, bounds, kept(60).at).await.unwrap();
        assert_eq!(found, Bytes::from_static(b"older"), "without a turn");
        let refused = streets.within(&db, Bounds { east: -73.97, ..bounds }, kept(60).at).await;
        assert!(matches!(refused, Err(Error::Unavailable("the streets"))), "{refused:?}");
    }

    #[test]
    fn oldest_box_makes_room() {
        let streets = Streets::default();
        for (minutes, key) in (0..).zip(0..MAX_BOXES) {
            streets.keep(key.to_string(), kept(minutes));
        }
        streets.keep("0".to_owned(), kept(1_000));
        assert!(streets.cached("1", |_| true).is_some(), "a newer version needs no room");
        streets.keep("another".to_owned(), kept(1_001));
        assert!(streets.cached("0", |_| true).is_some());
        assert!(streets.cached("1", |_| true).is_none());
        assert_eq!(streets.kept().len(), MAX_BOXES);
    }
}
