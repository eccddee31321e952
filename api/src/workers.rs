//! Detection of missing workers. Without a worker, stays would not end or be billed, so new
//! reservations are refused.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Error, Result,
    platform::{db::Db, models::worker_heartbeat},
};

/// The last known heartbeat of the workers. Clones share it.
#[derive(Clone)]
pub(crate) struct Workers {
    missing_after: Option<TimeDelta>,
    /// Time of the last heartbeat that this process has read.
    last_heartbeat: Arc<Mutex<Option<DateTime<Utc>>>>,
}

impl Workers {
    /// Workers count as missing after `missing_after` without a heartbeat; `None` disables the
    /// check.
    pub(crate) fn new(missing_after: Option<Duration>) -> Self {
        Self {
            missing_after: missing_after.and_then(|after| TimeDelta::from_std(after).ok()),
            last_heartbeat: Arc::default(),
        }
    }

    /// Requires a recent heartbeat. Queries the database only if the known one is too old.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if no worker is running.
    pub(crate) async fn require(&self, db: &Db, now: DateTime<Utc>) -> Result<()> {
        let Some(missing_after) = self.missing_after else { return Ok(()) };
        let is_recent = |at: DateTime<Utc>| now - at < missing_after;
        if self.last_heartbeat.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(is_recent)
        {
            return Ok(());
        }
        let last = Self::last(db).await?;
        *self.last_heartbeat.lock().unwrap_or_else(PoisonError::into_inner) = last;
        if last.is_some_and(is_recent) { Ok(()) } else { Err(Error::Unavailable("the worker")) }
    }

    /// Returns `ok`, or the time since when no worker was seen. Always `ok` if the check is
    /// disabled.
    pub(crate) async fn status(&self, db: &Db, now: DateTime<Utc>) -> String {
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
