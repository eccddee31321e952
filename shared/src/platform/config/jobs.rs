//! `RELAY_INTERVAL_MS` (interval at which the relay polls for due jobs, default 200),
//! `RELAY_LEASE_SECONDS` (time limit for publishing claimed jobs, default 30), `RECONCILE_SECONDS`
//! (interval of the reconcilers, default 60), `REPUBLISH_SECONDS` (age at which a published job
//! counts as lost, default 60), `JOB_LEASE_SECONDS` (time limit of a job, default 60),
//! `JOB_RETRY_MS` (first back-off of a failed job, default 2000; it doubles each time),
//! `WORKER_HEARTBEAT_SECONDS` (interval of a worker's heartbeat, default 10),
//! `WORKER_MISSING_SECONDS` (time without a worker's heartbeat after which the api refuses new
//! reservations, default 120; 0 disables the check).

use std::time::Duration;

use super::Environment;

/// Timing of publishing, retrying and reconciling jobs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Interval at which the relay polls for due jobs.
    pub relay_interval: Duration,
    /// Duration of a relay's claim, during which other relays skip the job.
    pub relay_lease: Duration,
    /// Interval of the reconcilers.
    pub reconcile_interval: Duration,
    /// Age at which a published job without an outcome is published again.
    pub republish_after: Duration,
    /// Time limit of a job.
    pub lease: Duration,
    /// Back-off before the second attempt; it doubles each time.
    pub retry_base: Duration,
    /// Interval of a worker's heartbeat.
    pub heartbeat: Duration,
    /// Time without a worker's heartbeat after which the api refuses new reservations; `None`
    /// disables the check.
    pub worker_missing: Option<Duration>,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let relay_interval = env.or("RELAY_INTERVAL_MS", 200).map(Duration::from_millis);
        let relay_lease = env.seconds("RELAY_LEASE_SECONDS", 30);
        let reconcile_interval = env.seconds("RECONCILE_SECONDS", 60);
        let republish_after = env.seconds("REPUBLISH_SECONDS", 60);
        let lease = env.seconds("JOB_LEASE_SECONDS", 60);
        let retry_base = env.or("JOB_RETRY_MS", 2000).map(Duration::from_millis);
        let heartbeat = env.seconds("WORKER_HEARTBEAT_SECONDS", 10);
        let worker_missing = env.seconds("WORKER_MISSING_SECONDS", 120);
        Some(Self {
            relay_interval: relay_interval?,
            relay_lease: relay_lease?,
            reconcile_interval: reconcile_interval?,
            republish_after: republish_after?,
            lease: lease?,
            retry_base: retry_base?,
            heartbeat: heartbeat?,
            worker_missing: worker_missing
                .map(|after| Some(after).filter(|after| !after.is_zero()))?,
        })
    }
}
