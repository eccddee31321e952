//! `RELAY_INTERVAL_MS` (how often the relay looks for due jobs, default 200), `RELAY_LEASE_SECONDS`
//! (how long it may take to publish what it claimed, default 30), `RECONCILE_SECONDS` (how often
//! the worker looks for what was left behind, default 60), `REPUBLISH_SECONDS` (when a published
//! job counts as lost, default 60), `JOB_LEASE_SECONDS` (how long a job may run, default 60),
//! `JOB_RETRY_MS` (the first pause before a failed job is tried again, default 2000; it doubles
//! each time), `WORKER_HEARTBEAT_SECONDS` (how often a worker says that it is alive, default 10),
//! `WORKER_MISSING_SECONDS` (after how long without a worker the api refuses new reservations,
//! default 120; 0 is never).

use std::time::Duration;

use super::Environment;

/// How jobs travel and when they count as lost.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How often the relay looks for due jobs.
    pub relay_interval: Duration,
    /// For how long a relay's claim keeps the other relays away.
    pub relay_lease: Duration,
    /// How often the reconcilers run.
    pub reconcile_interval: Duration,
    /// After how long a published job without an outcome is published again.
    pub republish_after: Duration,
    /// How long a job may run.
    pub lease: Duration,
    /// Pause before the second attempt.
    pub retry_base: Duration,
    /// How often a worker says that it is alive.
    pub heartbeat: Duration,
    /// After how long without a worker the api refuses new reservations, if ever.
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
