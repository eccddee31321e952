//! Whether there are workers. Without one, stays would not end and nobody would be billed: no new
//! reservations are taken then.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    platform::{db::Db, models::worker_heartbeat},
};

/// What is known of workers. Clones share it.
#[derive(Clone)]
pub(crate) struct Workers {
    missing_after: Option<TimeDelta>,
    /// When one was last alive, as far as this process has heard.
    heard: Arc<Mutex<Option<DateTime<Utc>>>>,
}

impl Workers {
    /// Workers that are missing when none was alive for `missing_after`; never, without it.
    pub(crate) fn new(missing_after: Option<Duration>) -> Self {
        Self {
            missing_after: missing_after.and_then(|after| TimeDelta::from_std(after).ok()),
            heard: Arc::default(),
        }
    }

    /// Refuses when no worker was alive lately. It asks the database once in a while: when what it
    /// has heard has become old.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none.
    pub(crate) async fn require(&self, db: &Db, now: DateTime<Utc>) -> Result<()> {
        let Some(missing_after) = self.missing_after else { return Ok(()) };
        let is_recent = |at: DateTime<Utc>| now - at < missing_after;
        if self.heard.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(is_recent) {
            return Ok(());
        }
        let last = Self::last(db).await?;
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = last;
        if last.is_some_and(is_recent) { Ok(()) } else { Err(Error::Unavailable("the worker")) }
    }

    /// How workers are: `ok`, which they always are where nobody asks, or since when none was seen.
    pub(crate) async fn tell(&self, db: &Db, now: DateTime<Utc>) -> String {
        let Some(missing_after) = self.missing_after else { return "ok".to_owned() };
        match Self::last(db).await {
            Ok(Some(at)) if now - at < missing_after => "ok".to_owned(),
            Ok(Some(at)) => format!("no new reservations: none was seen since {at:?}"),
            Ok(None) => "no new reservations: none was ever seen".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    async fn last(db: &Db) -> Result<Option<DateTime<Utc>>> {
        db.read(|conn| Ok::<_, Error>(worker_heartbeat::last(conn)?)).await
    }
}
