//! `METRICS_ADDRESS` (where the process tells Prometheus, default `127.0.0.1:9464` for the worker
//! and `127.0.0.1:9465` for the api; nowhere when it is empty). Not for the public: it has no lock.

use std::net::SocketAddr;

use super::Environment;

/// The worker's port, where nothing else is asked for: that of Prometheus exporters in
/// OpenTelemetry.
pub const WORKER_PORT: u16 = 9464;
pub const API_PORT: u16 = 9465;

/// Reads the variable: where to tell metrics, if anywhere.
pub fn from_env(env: &mut Environment, default_port: u16) -> Option<Option<SocketAddr>> {
    env.optional_or("METRICS_ADDRESS", SocketAddr::from(([127, 0, 0, 1], default_port)))
}
