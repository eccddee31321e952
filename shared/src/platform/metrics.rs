//! Prometheus metrics and their endpoint. Names follow
//! <https://prometheus.io/docs/practices/naming/>; docs/OPERATIONS.md describes them.

use std::{cell::RefCell, net::SocketAddr};

use metrics::{Counter, counter, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::PrometheusBuilder;

/// Transitions of reservations, by event.
pub const TRANSITIONS: &str = "curbhold_reservation_transitions_total";
/// Amounts posted to the ledger, in minor units, by posting and currency.
pub const POSTED: &str = "curbhold_posted_minor_total";
/// Time spent waiting for a connection to PostgreSQL.
pub const DATABASE_WAIT: &str = "curbhold_database_wait_seconds";
/// Searches, by source of the result: `memory` or `database`.
pub const SEARCHES: &str = "curbhold_searches_total";
/// Password verifications, each at the cost of one argon2 hash.
pub const PASSWORD_VERIFICATIONS: &str = "curbhold_password_verifications_total";
pub const DATABASE_BUSY: &str = "curbhold_database_connections_busy";
/// Latency of Stripe's API, by call and outcome.
pub const STRIPE: &str = "curbhold_stripe_seconds";
/// Errors of Stripe that require the operator's attention, by call and class.
pub const STRIPE_ALARMS: &str = "curbhold_stripe_alarms_total";
/// Queries of addresses and landmarks, by outcome: `found`, `cached`, or the reason of the failure.
pub const GEOCODER_QUERIES: &str = "curbhold_geocoder_queries_total";
/// Duration of requests to the geocoder, by outcome.
pub const GEOCODER: &str = "curbhold_geocoder_seconds";
/// Jobs published to RabbitMQ, by outcome.
pub const RELAYED: &str = "curbhold_jobs_relayed_total";
/// Delay between a job's due time and its first attempt, by kind.
pub const JOB_LAG: &str = "curbhold_job_lag_seconds";
/// Duration of an attempt, by kind and outcome.
pub const JOB_ATTEMPT: &str = "curbhold_job_attempt_seconds";
/// Dead jobs, which wait for an operator, by kind.
pub const JOBS_DEAD: &str = "curbhold_jobs_dead";
/// Due jobs that no worker has started.
pub const JOBS_DUE: &str = "curbhold_jobs_due";
/// Time since the oldest of them became due.
pub const JOBS_OLDEST_DUE: &str = "curbhold_jobs_oldest_due_seconds";
/// Mails that the mail server has accepted (`sent`) or permanently refused (`undeliverable`), by
/// outcome.
pub const MAILS: &str = "curbhold_mails_total";
/// Connected clients of live updates.
pub const LIVE_CLIENTS: &str = "curbhold_live_clients";
/// Violations of an invariant in the last audit.
pub const AUDIT_VIOLATIONS: &str = "curbhold_audit_violations";
/// Time of the last audit, in seconds since 1970.
pub const AUDIT_TIMESTAMP: &str = "curbhold_audit_timestamp_seconds";

/// Histogram buckets in seconds: from a single query to a job that is an hour late.
const SECONDS: [f64; 14] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0, 3600.0];

/// Serves `/metrics` at this address in the background. If the address is not available, the
/// process continues without metrics.
pub fn serve(address: SocketAddr) {
    let builder = PrometheusBuilder::new().with_http_listener(address).set_buckets(&SECONDS);
    match builder.and_then(PrometheusBuilder::install) {
        Ok(()) => tracing::info!(%address, "Serving metrics"),
        Err(error) => {
            tracing::warn!(%error, %address, "Cannot serve metrics (set METRICS_ADDRESS)")
        }
    }
    describe();
}

fn describe() {
    describe_counter!(TRANSITIONS, "Transitions of reservations, by event");
    describe_counter!(POSTED, "Amounts posted to the ledger, in minor units");
    describe_counter!(SEARCHES, "Searches, by the source of the result");
    describe_counter!(GEOCODER_QUERIES, "Queries of addresses and landmarks, by outcome");
    describe_histogram!(GEOCODER, "Duration of requests to the geocoder");
    describe_counter!(RELAYED, "Jobs published to RabbitMQ");
    describe_counter!(MAILS, "Mails that the mail server accepted or permanently rejected");
    describe_counter!(PASSWORD_VERIFICATIONS, "Password verifications");
    describe_histogram!(DATABASE_WAIT, "Wait for a connection to PostgreSQL");
    describe_histogram!(STRIPE, "Duration of calls to Stripe");
    describe_counter!(
        STRIPE_ALARMS,
        "Stripe errors that the operator must fix, such as a rejected key"
    );
    describe_histogram!(JOB_LAG, "Delay between the scheduled time of a job and its start");
    describe_histogram!(JOB_ATTEMPT, "Duration of attempts of jobs");
    describe_gauge!(DATABASE_BUSY, "Connections to PostgreSQL in use");
    describe_gauge!(JOBS_DEAD, "Dead jobs, which need an operator");
    describe_gauge!(JOBS_DUE, "Due jobs that no worker has started");
    describe_gauge!(JOBS_OLDEST_DUE, "Age of the oldest due job");
    describe_gauge!(LIVE_CLIENTS, "WebSocket clients");
    describe_gauge!(AUDIT_VIOLATIONS, "Violations found by the last audit, by invariant");
    describe_gauge!(AUDIT_TIMESTAMP, "Time of the last audit");
}

thread_local! {
    /// Counts of the current transaction of this thread, not yet committed.
    static PENDING: RefCell<Vec<(Counter, u64)>> = const { RefCell::new(Vec::new()) };
}

/// Counts a transition of a reservation when the transaction commits.
pub fn count_transition(event: &'static str) {
    count_when_committed(counter!(TRANSITIONS, "event" => event), 1);
}

/// Counts an amount posted to the ledger when the transaction commits.
pub fn count_posting(posting: &'static str, currency: &'static str, amount_minor: i64) {
    let amount = u64::try_from(amount_minor).unwrap_or_default();
    count_when_committed(counter!(POSTED, "posting" => posting, "currency" => currency), amount);
}

fn count_when_committed(counter: Counter, amount: u64) {
    PENDING.with_borrow_mut(|pending| pending.push((counter, amount)));
}

/// Runs a transaction of this thread, and records its counts if it commits. (Counts of a savepoint
/// that is rolled back are kept.)
pub(crate) fn counted<T, E>(transaction: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    // Discards the counts of a transaction that panicked.
    PENDING.take();
    let committed = transaction()?;
    PENDING.take().into_iter().for_each(|(counter, amount)| counter.increment(amount));
    Ok(committed)
}

/// Converts a count to the value of a metric. Values from 2³² are infinite; seconds since 1970 are
/// smaller until 2106.
pub fn number(whole: i64) -> f64 {
    u32::try_from(whole).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_increase_only_after_commit() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let rendered = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            let refused = counted(|| {
                count_transition("hold");
                Err::<(), ()>(())
            });
            let committed = counted(|| {
                count_transition("hold");
                count_posting("payment", "USD", 250);
                Ok::<_, ()>(())
            });
            assert_eq!((refused, committed), (Err(()), Ok(())));
        });
        let rendered = rendered.render();
        assert!(
            rendered.contains("curbhold_reservation_transitions_total{event=\"hold\"} 1\n"),
            "{rendered}"
        );
        assert!(
            rendered.contains(
                "curbhold_posted_minor_total{posting=\"payment\",currency=\"USD\"} 250\n"
            ),
            "{rendered}"
        );
    }
}
