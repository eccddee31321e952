//! One job: take it on, do it, write down what came of it.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use metrics::histogram;
use rand::RngExt;
use shared::{
    Error, Result,
    domain::ids::JobId,
    jobs::Job,
    metrics::{JOB_ATTEMPT, JOB_LAG},
    models::job::{self, JobRow},
    telemetry::trace,
};
use tracing::{Instrument, info_span};

use crate::{Context, handlers};

/// Longest pause between two attempts.
const MAX_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// What a handler says.
pub(crate) enum Outcome {
    /// It is done.
    Done,
    /// There was nothing to do, and why.
    Nothing(&'static str),
}

/// What RabbitMQ has brought.
#[derive(Debug)]
pub struct Message {
    /// The job.
    pub id: JobId,
    /// Whether it was brought to another worker before, who did not answer.
    pub redelivered: bool,
    /// The trace that asked for it.
    pub traceparent: Option<String>,
}

/// Does the job of this message, if it is due, unfinished, and in nobody else's hands.
///
/// # Errors
/// Only when the database cannot be reached, so that not even a failure can be written down. A job that fails is not an error here.
pub async fn execute(context: &Context, message: Message) -> Result<()> {
    let Message { id, redelivered, traceparent } = message;
    let now = context.clock.now();
    let lease = now + TimeDelta::from_std(context.jobs.lease).unwrap_or(MAX_PAUSE);
    let begin = context.db.write(move |conn| Ok::<_, Error>(job::begin(conn, id, redelivered, lease, now)?));
    let Some(row) = begin.await? else {
        tracing::debug!(job.id = %id, "Nothing to do for a message");
        return Ok(());
    };
    if row.attempts == 1 {
        let lag = (now - row.run_at).to_std().unwrap_or_default();
        histogram!(JOB_LAG, "kind" => row.kind.clone()).record(lag);
    }
    let span = info_span!("job", otel.kind = "consumer", job.id = %id, job.kind = row.kind, job.attempt = row.attempts);
    trace::follow(&span, traceparent.as_deref());
    async {
        match Job::from_row(&row.kind, &row.payload) {
            Ok(job) => attempt(context, &row, job).await,
            Err(unknown) => {
                tracing::error!(%unknown, "Discarded a job");
                finish(context, &row, "discarded", Some(unknown.to_string())).await
            }
        }
    }
    .instrument(span)
    .await
}

async fn attempt(context: &Context, row: &JobRow, job: Job) -> Result<()> {
    let (most, begun_at) = (job.max_attempts(), Instant::now());
    // In a task of its own, so that a panic is a failure of this job and of nothing else.
    let (cx, span) = (context.clone(), tracing::Span::current());
    let mut task = tokio::spawn(async move { handlers::run(&cx, job).await }.instrument(span));
    let outcome = match tokio::time::timeout(limit(context.jobs.lease), &mut task).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(anyhow::anyhow!("panicked: {panic}")),
        Err(_) => {
            task.abort();
            Err(anyhow::anyhow!("took longer than {:?}", limit(context.jobs.lease)))
        }
    };
    let told = match &outcome {
        Ok(_) => "done",
        Err(_) if row.attempts >= most => "dead",
        Err(_) => "failed",
    };
    histogram!(JOB_ATTEMPT, "kind" => row.kind.clone(), "outcome" => told).record(begun_at.elapsed());
    match outcome {
        Ok(Outcome::Done) => {
            tracing::info!("Done");
            finish(context, row, "done", None).await
        }
        Ok(Outcome::Nothing(reason)) => {
            tracing::info!(reason, "Nothing to do");
            finish(context, row, "done", Some(reason.to_owned())).await
        }
        Err(error) if row.attempts >= most => {
            tracing::error!(error = format!("{error:#}"), "Given up");
            finish(context, row, "dead", Some(format!("{error:#}"))).await
        }
        Err(error) => {
            let (now, error) = (context.clock.now(), format!("{error:#}"));
            let run_at = now + pause(context.jobs.retry_base, row.attempts);
            tracing::warn!(error, %run_at, "Failed; will be tried again");
            retry(context, row.id, run_at, error).await
        }
    }
}

/// A job ends before its lease does.
fn limit(lease: Duration) -> Duration {
    lease.mul_f64(0.9)
}

/// Doubles with each attempt, ±20 %, so that what failed together does not come back together.
fn pause(base: Duration, attempts: i32) -> TimeDelta {
    let doubled = base * 2_u32.saturating_pow(u32::try_from(attempts - 1).unwrap_or(0).min(20));
    let jittered = doubled.mul_f64(rand::rng().random_range(0.8..1.2));
    TimeDelta::from_std(jittered).unwrap_or(MAX_PAUSE).min(MAX_PAUSE)
}

async fn finish(context: &Context, row: &JobRow, state: &'static str, remark: Option<String>) -> Result<()> {
    let (id, now) = (row.id, context.clock.now());
    context.db.write(move |conn| Ok::<_, Error>(job::finish(conn, id, state, remark.as_deref(), now)?)).await?;
    context.cache.keep_result(id, &row.kind, state, now).await;
    Ok(())
}

async fn retry(context: &Context, id: JobId, run_at: DateTime<Utc>, error: String) -> Result<()> {
    context.db.write(move |conn| Ok::<_, Error>(job::retry(conn, id, run_at, &error)?)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_a_quarter_of_an_hour() {
        let within = |attempts, seconds: i64| {
            let pause = pause(Duration::from_secs(2), attempts).num_milliseconds();
            (seconds * 800..=seconds * 1_200).contains(&pause)
        };
        assert!(within(1, 2) && within(2, 4) && within(5, 32));
        assert_eq!(pause(Duration::from_secs(2), 400), MAX_PAUSE);
    }
}
