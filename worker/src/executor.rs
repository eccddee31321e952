//! Executes a job: takes it, runs its handler, and stores the outcome.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use metrics::histogram;
use rand::RngExt;
use shared::{
    Error, Result,
    billing::gateway::GatewayError,
    platform::{
        domain::{ids::JobId, job_state::JobState},
        metrics::{JOB_ATTEMPT, JOB_LAG},
        models::job::{self, JobRow},
        telemetry::trace,
    },
};
use tracing::{Instrument, info_span};

use crate::{
    Context,
    batcher::Batcher,
    handlers::{Registry, StoredJob},
};

/// Maximum delay between two attempts.
const MAX_RETRY_DELAY: TimeDelta = TimeDelta::minutes(15);

/// Result of a handler.
pub(crate) enum Outcome {
    Done,
    /// There was nothing to do, for this reason.
    Skipped(&'static str),
}

/// A message from RabbitMQ.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) id: JobId,
    /// `true` if the message was delivered before and not acknowledged.
    pub(crate) redelivered: bool,
    /// Trace context of the request that enqueued the job.
    pub(crate) traceparent: Option<String>,
}

/// Executes jobs. Their starts and ends are stored in batches, because they are independent of the
/// transactions of the handlers.
pub(crate) struct Executor {
    context: Context,
    registry: Registry,
    begins: Batcher<JobId, Option<JobRow>>,
    ends: Batcher<(JobId, String, Option<&'static str>), ()>,
}

impl Executor {
    pub(crate) fn new(context: Context) -> Self {
        let (beginning, ending) = (context.clone(), context.clone());
        let begins = Batcher::new(move |ids| begin_all(beginning.clone(), ids));
        let ends = Batcher::new(move |done| finish_all(ending.clone(), done));
        Self { context, registry: Registry::new(), begins, ends }
    }

    /// Executes the job of this message, if it is due, unfinished, and not taken by another worker.
    ///
    /// # Errors
    /// When the database cannot be reached. A failed job is not an error: its failure is stored.
    pub(crate) async fn execute(&self, message: Message) -> Result<()> {
        let Message { id, redelivered, traceparent } = message;
        let Some(row) = self.begin(id, redelivered).await? else {
            tracing::debug!(job.id = %id, "Ignored a message: job is finished, not due or leased");
            return Ok(());
        };
        if row.attempts == 1 {
            let lag = (self.context.clock.now() - row.run_at).to_std().unwrap_or_default();
            histogram!(JOB_LAG, "kind" => row.kind.clone()).record(lag);
        }
        let span = info_span!("job", otel.kind = "consumer", job.id = %id, job.kind = row.kind,
            job.attempt = row.attempts);
        trace::follow(&span, traceparent.as_deref());
        async {
            match self.registry.parse(&row.kind, &row.payload) {
                Ok(job) => self.attempt(row, job).await,
                Err(unknown) => {
                    tracing::error!(%unknown, "Discarded a job of unknown kind or payload");
                    self.finish_with_error(&row, JobState::Discarded, unknown.to_string()).await
                }
            }
        }
        .instrument(span)
        .await
    }

    async fn begin(&self, id: JobId, redelivered: bool) -> Result<Option<JobRow>> {
        if !redelivered && let Some(row) = self.begins.submit(id).await? {
            return Ok(Some(row));
        }
        // The job is locked, taken by another worker, not due yet, or finished.
        let now = self.context.clock.now();
        let lease_end = lease_end(&self.context, now);
        self.context
            .db
            .write(move |conn| Ok(job::begin(conn, id, redelivered, lease_end, now)?))
            .await
    }

    async fn attempt(&self, row: JobRow, job: Box<dyn StoredJob>) -> Result<()> {
        let (max_attempts, started_at, lease) =
            (job.max_attempts(), Instant::now(), self.context.jobs.lease);
        // In a task of its own, so that a panic fails only this job.
        let (context, span) = (self.context.clone(), tracing::Span::current());
        let mut task = tokio::spawn(job.start(context).instrument(span));
        let outcome = match tokio::time::timeout(job_timeout(lease), &mut task).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(anyhow::anyhow!("panicked: {panic}")),
            Err(_) => {
                task.abort();
                Err(anyhow::anyhow!("timed out after {:?}", job_timeout(lease)))
            }
        };
        // A job never becomes dead because Stripe is unreachable or rejects the secret key.
        let is_last = row.attempts >= max_attempts && !outcome.as_ref().is_err_and(is_outage);
        let outcome_label = match &outcome {
            Ok(_) => "done",
            Err(_) if is_last => "dead",
            Err(_) => "failed",
        };
        histogram!(JOB_ATTEMPT, "kind" => row.kind.clone(), "outcome" => outcome_label)
            .record(started_at.elapsed());
        match outcome {
            Ok(Outcome::Done) => {
                tracing::info!("Done");
                self.ends.submit((row.id, row.kind, None)).await
            }
            Ok(Outcome::Skipped(reason)) => {
                tracing::info!(reason, "Nothing to do");
                self.ends.submit((row.id, row.kind, Some(reason))).await
            }
            Err(error) if is_last => {
                tracing::error!(error = format!("{error:#}"), "Job is dead: no attempts left");
                self.finish_with_error(&row, JobState::Dead, format!("{error:#}")).await
            }
            Err(error) => {
                let (now, error) = (self.context.clock.now(), format!("{error:#}"));
                let run_at = now + retry_delay(self.context.jobs.retry_base, row.attempts);
                tracing::warn!(error, %run_at, "Job failed; retry scheduled");
                self.context
                    .db
                    .write(move |conn| Ok(job::retry(conn, row.id, run_at, &error)?))
                    .await
            }
        }
    }

    async fn finish_with_error(&self, row: &JobRow, state: JobState, error: String) -> Result<()> {
        let (id, now) = (row.id, self.context.clock.now());
        self.context
            .db
            .write(move |conn| Ok::<_, Error>(job::finish(conn, id, state, Some(&error), now)?))
            .await?;
        self.context.cache.keep_results([(id, row.kind.as_str(), state)], now).await;
        Ok(())
    }
}

/// Returns whether a job failed because Stripe is unreachable or rejects the secret key.
fn is_outage(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(Error::Unavailable("Stripe")))
        || error.downcast_ref().is_some_and(GatewayError::is_outage)
}

/// Takes jobs in one statement; `None` for those that cannot be taken.
async fn begin_all(context: Context, ids: Vec<JobId>) -> Result<Vec<Option<JobRow>>> {
    let (now, job_ids) = (context.clock.now(), ids.clone());
    let lease_end = lease_end(&context, now);
    let begun = context
        .db
        .autocommit(move |conn| Ok::<_, Error>(job::begin_all(conn, &job_ids, lease_end, now)?))
        .await?;
    // If an id occurs twice in the batch, only its first message starts the job.
    let mut begun: HashMap<JobId, JobRow> = begun.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().map(|id| begun.remove(id)).collect())
}

/// Marks jobs as finished in one statement.
async fn finish_all(
    context: Context,
    done: Vec<(JobId, String, Option<&'static str>)>,
) -> Result<Vec<()>> {
    let now = context.clock.now();
    let remarks: Vec<_> = done.iter().map(|(id, _, remark)| (*id, *remark)).collect();
    context
        .db
        .autocommit(move |conn| Ok::<_, Error>(job::finish_all(conn, &remarks, now)?))
        .await?;
    context
        .cache
        .keep_results(done.iter().map(|(id, kind, _)| (*id, kind.as_str(), JobState::Done)), now)
        .await;
    Ok(vec![(); done.len()])
}

fn lease_end(context: &Context, now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::from_std(context.jobs.lease).unwrap_or(MAX_RETRY_DELAY)
}

/// Returns the timeout of a job, which is shorter than its lease.
fn job_timeout(lease: Duration) -> Duration {
    lease.mul_f64(0.9)
}

/// Returns the exponential back-off before the next attempt, with ±20 % jitter, so that jobs that
/// failed together are not retried together.
fn retry_delay(base: Duration, attempts: i32) -> TimeDelta {
    let doubled = base * 2_u32.saturating_pow(u32::try_from(attempts - 1).unwrap_or(0).min(20));
    let jittered = doubled.mul_f64(rand::rng().random_range(0.8..1.2));
    TimeDelta::from_std(jittered).unwrap_or(MAX_RETRY_DELAY).min(MAX_RETRY_DELAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_delays_double_up_to_fifteen_minutes() {
        let within = |attempts, seconds: i64| {
            let delay = retry_delay(Duration::from_secs(2), attempts).num_milliseconds();
            (seconds * 800..=seconds * 1_200).contains(&delay)
        };
        assert!(within(1, 2) && within(2, 4) && within(5, 32));
        assert_eq!(retry_delay(Duration::from_secs(2), 400), MAX_RETRY_DELAY);
    }
}
