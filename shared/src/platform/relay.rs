//! Due jobs → RabbitMQ: claim, publish, mark. Any number of processes may relay at once.
//!
//! A crash between publishing and marking publishes twice, which is allowed: a job that is done is
//! not done again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use metrics::counter;
use tracing::{Instrument, info_span};

use super::{
    amqp::Amqp,
    clock::Clock,
    config::jobs::Settings,
    db::Db,
    domain::ids::JobId,
    metrics::RELAYED,
    models::job::{self, DueJob},
    telemetry::trace,
};
use crate::{Error, Result};

/// How many jobs are claimed at a time.
const BATCH: u16 = 500;

/// As many messages in the queue keep any number of workers busy until it is looked again. What is
/// still in the database when there are more can be moved, does not count as lost, and goes out in
/// the order in which it is due.
const QUEUE_HIGH_WATERMARK: u32 = 1_000;

/// How long to rest after RabbitMQ could not be reached.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// How long to rest while the workers have enough to do.
const ROOM_PAUSE: Duration = Duration::from_millis(50);

#[derive(Clone)]
pub struct Relay {
    /// Where the jobs are.
    pub db: Db,
    /// Where their ids go.
    pub amqp: Amqp,
    /// Tells what is due.
    pub clock: Clock,
    /// How long a claim lasts, how often to look.
    pub settings: Settings,
}

impl Relay {
    /// Relays until the process ends. What is in flight when it ends is published by the next.
    pub async fn run(&self) {
        loop {
            let rest = match self.publish_full_batches().await {
                Ok(()) => self.settings.relay_interval,
                Err(error) => {
                    tracing::warn!(%error, "Could not relay jobs");
                    PAUSE_AFTER_FAILURE
                }
            };
            tokio::time::sleep(rest).await;
        }
    }

    /// Publishes whatever is due: one batch after the other, as fast as the workers take them.
    async fn publish_full_batches(&self) -> Result<()> {
        while self.publish_due(TimeDelta::zero()).await? == usize::from(BATCH) {
            while self.amqp.waiting().await.map_err(|_| Error::Unavailable("RabbitMQ"))?
                >= QUEUE_HIGH_WATERMARK
            {
                tokio::time::sleep(ROOM_PAUSE).await;
            }
        }
        Ok(())
    }

    /// Publishes one batch of the jobs that have been due for `overdue`; answers how many.
    ///
    /// # Errors
    /// When PostgreSQL or RabbitMQ cannot be reached. Jobs that were claimed but not published are
    /// given back.
    pub async fn publish_due(&self, overdue: TimeDelta) -> Result<usize> {
        let now = self.clock.now();
        let lease = now + TimeDelta::from_std(self.settings.relay_lease).unwrap_or(TimeDelta::MAX);
        let due = self
            .db
            .write(move |conn| {
                Ok::<_, Error>(job::claim_due(conn, now - overdue, lease, now, BATCH.into())?)
            })
            .await?;
        if due.is_empty() {
            return Ok(0);
        }
        let published = self.publish(&due).await;
        self.mark(due.iter().map(|job| job.id).collect(), published, lease).await
    }

    /// All at once: their confirms come together. Answers which have been taken over.
    async fn publish(&self, due: &[DueJob]) -> Vec<JobId> {
        let publishing = due.iter().map(|job| async move {
            let span = info_span!("publish", otel.kind = "producer", job.id = %job.id,
                job.kind = job.kind);
            trace::follow(&span, job.traceparent.as_deref());
            match self.amqp.publish(job.id, &job.kind).instrument(span).await {
                Ok(()) => {
                    counter!(RELAYED, "outcome" => "published").increment(1);
                    Some(job.id)
                }
                Err(error) => {
                    counter!(RELAYED, "outcome" => "failed").increment(1);
                    tracing::warn!(job.id = %job.id, job.kind, %error, "Could not publish a job");
                    None
                }
            }
        });
        futures_util::future::join_all(publishing).await.into_iter().flatten().collect()
    }

    async fn mark(
        &self,
        claimed: Vec<JobId>,
        published: Vec<JobId>,
        lease: DateTime<Utc>,
    ) -> Result<usize> {
        let (now, count, all) =
            (self.clock.now(), published.len(), published.len() == claimed.len());
        self.db
            .write(move |conn| {
                job::mark_published(conn, &published, lease, now)?;
                // Those that are marked have no lease any more; the rest is free for the next try.
                job::release(conn, &claimed, lease)?;
                Ok::<_, Error>(())
            })
            .await?;
        if all { Ok(count) } else { Err(Error::Unavailable("RabbitMQ")) }
    }
}
