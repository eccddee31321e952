//! `LIVE_CONNECTIONS` (maximum number of live clients of an api process, default 20000),
//! `LIVE_CONNECTIONS_PER_NETWORK` (maximum number of them from one IPv4 address or IPv6 /64,
//! default 200), `LIVE_HEARTBEAT_SECONDS` (interval of heartbeats; a client that is silent for two
//! and a half intervals is disconnected; default 20) and `LIVE_POLL_MS` (interval at which the
//! database is polled for changes that Redis has not announced, default 2000).

use std::time::Duration;

use super::Environment;

/// Settings of live updates.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Maximum number of clients of one process.
    pub connections: usize,
    /// Maximum number of clients of one network at one process.
    pub connections_per_network: usize,
    pub heartbeat: Duration,
    /// Interval of polling the database.
    pub poll: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connections: 20_000,
            connections_per_network: 200,
            heartbeat: Duration::from_secs(20),
            poll: Duration::from_secs(2),
        }
    }
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let default = Self::default();
        let connections = env.or("LIVE_CONNECTIONS", default.connections);
        let per_network = env.or("LIVE_CONNECTIONS_PER_NETWORK", default.connections_per_network);
        let heartbeat = env.seconds("LIVE_HEARTBEAT_SECONDS", default.heartbeat.as_secs());
        let poll = env.or("LIVE_POLL_MS", 2_000_u64).map(Duration::from_millis);
        let (connections, heartbeat, poll) = (connections?, heartbeat?, poll?);
        if heartbeat.is_zero() || poll.is_zero() {
            return env.problem(
                "LIVE_HEARTBEAT_SECONDS and LIVE_POLL_MS must be greater than 0".to_owned(),
            );
        }
        Some(Self { connections, connections_per_network: per_network?, heartbeat, poll })
    }
}
