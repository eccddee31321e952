//! Transactional outbox: claims due jobs, publishes them to RabbitMQ and marks them as published.
//! Several processes may relay concurrently.
//!
//! A crash between publishing and marking causes a second message, which is harmless: a finished
//! job is not run again.

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

/// Maximum number of jobs that are claimed at a time.
const BATCH: u16 = 500;

/// High-water mark: enough messages to keep the workers busy until the next poll. Jobs beyond it
/// stay in the database, where they can be rescheduled, do not count as lost, and are published in
/// order of their due time.
const QUEUE_HIGH_WATERMARK: u32 = 1_000;

/// Pause after RabbitMQ could not be reached.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Pause while the queue is above its high-water mark.
const QUEUE_POLL_INTERVAL: Duration = Duration::from_millis(50);

#[derive(Clone)]
pub struct Relay {
    pub db: Db,
    pub amqp: Amqp,
    pub clock: Clock,
    /// Lease of a claim, and polling interval.
    pub settings: Settings,
}

impl Relay {
    /// Relays jobs until the process stops. Jobs that are claimed but not published by then become
    /// due again when the lease ends.
    pub async fn run(&self) {
        loop {
            let rest = match self.publish_full_batches().await {
                Ok(()) => self.settings.relay_interval,
                Err(error) => {
                    tracing::warn!(%error, "Could not relay jobs");
                    RETRY_DELAY
                }
            };
            tokio::time::sleep(rest).await;
        }
    }

    /// Publishes all due jobs, batch by batch, while the queue is below its high-water mark.
    async fn publish_full_batches(&self) -> Result<()> {
        while self.publish_due(TimeDelta::zero()).await? == usize::from(BATCH) {
            while self.amqp.ready_messages().await.map_err(|_| Error::Unavailable("RabbitMQ"))?
                >= QUEUE_HIGH_WATERMARK
            {
                tokio::time::sleep(QUEUE_POLL_INTERVAL).await;
            }
        }
        Ok(())
    }

    /// Publishes one batch of the jobs that have been due for `overdue`, and returns their number.
    ///
    /// # Errors
    /// When PostgreSQL or RabbitMQ cannot be reached. Claims on unpublished jobs are released.
    pub async fn publish_due(&self, overdue: TimeDelta) -> Result<usize> {
        let now = self.clock.now();
        let lease = now + TimeDelta::from_std(self.settings.relay_lease).unwrap_or(TimeDelta::MAX);
        let due = self
            .db
            .autocommit(move |conn| {
                Ok::<_, Error>(job::claim_due(conn, now - overdue, lease, now, BATCH.into())?)
            })
            .await?;
        if due.is_empty() {
            return Ok(0);
        }
        let published = self.publish(&due).await;
        self.mark(due.iter().map(|job| job.id).collect(), published, lease).await
    }

    /// Publishes concurrently, so that confirms arrive in batches. Returns the confirmed jobs.
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
        // Without a transaction: if the second statement is not executed, the claims end with their
        // lease.
        self.db
            .autocommit(move |conn| {
                job::mark_published(conn, &published, lease, now)?;
                // Published jobs have no lease any more; the claims on the others are released for
                // the next attempt.
                job::release(conn, &claimed, lease)?;
                Ok::<_, Error>(())
            })
            .await?;
        if all { Ok(count) } else { Err(Error::Unavailable("RabbitMQ")) }
    }
}
