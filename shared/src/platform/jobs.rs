//! The trait of all jobs, with the only way to enqueue them. Each job is in its subject's folder
//! `jobs`; its handler is in the worker.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::Serialize;

use super::{domain::ids::JobId, models::job::NewJob, telemetry::trace};
use crate::{Error, Result};

/// A unit of asynchronous work. It carries ids and reads the current state when it runs.
///
/// The serialized form is the stored payload. Stored jobs must run after an upgrade, so kinds and
/// the members of payloads are never renamed.
pub trait Job: Serialize {
    /// Stable name of the job in the table, in messages and in logs. Mails have one kind per
    /// template, `<KIND>.<template>`.
    const KIND: &'static str;
    /// Number of attempts after which the job is dead and needs an operator.
    const MAX_ATTEMPTS: i32 = 30;

    /// Kind of this job; differs from [`Job::KIND`] only for mails.
    fn kind(&self) -> Cow<'static, str> {
        Cow::Borrowed(Self::KIND)
    }

    /// Deduplication key: enqueueing a job of the same kind and key while one waits only
    /// reschedules it.
    fn dedupe_key(&self) -> String;

    /// Enqueues the job for `run_at`, in the transaction of `conn`.
    ///
    /// # Errors
    /// Only database errors.
    fn enqueue_at(
        &self,
        conn: &mut PgConnection,
        run_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (kind, dedupe_key, traceparent) = (self.kind(), self.dedupe_key(), trace::current());
        let payload = serde_json::to_value(self)
            .map_err(|error| Error::Internal(format!("payload of {kind}: {error}")))?;
        let job = NewJob {
            id: JobId::new(),
            kind: &kind,
            payload: &payload,
            dedupe_key: Some(&dedupe_key),
            run_at,
            created_at: now,
            traceparent: traceparent.as_deref(),
        };
        job.upsert(conn).map_err(Error::from)
    }

    /// Enqueues the job for immediate execution, in the transaction of `conn`.
    ///
    /// # Errors
    /// Only database errors.
    fn enqueue(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
        self.enqueue_at(conn, now, now)
    }
}

/// A job row of an older or newer version of the program.
#[derive(Debug, thiserror::Error)]
#[error("no job of kind {kind:?} with this payload")]
pub struct UnknownJob {
    pub kind: String,
}
