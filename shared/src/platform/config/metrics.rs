//! `METRICS_ADDRESS` (address and port of the Prometheus endpoint, default `127.0.0.1:9464` for the
//! worker and `127.0.0.1:9465` for the api; empty disables it). The endpoint has no authentication:
//! do not expose it to the public.

use std::net::SocketAddr;

use super::Environment;

/// The worker's default port: the default of the OpenTelemetry Prometheus exporter.
pub const WORKER_PORT: u16 = 9464;
pub const API_PORT: u16 = 9465;

/// Reads the address of the metrics endpoint; `Some(None)` when it is disabled.
pub fn from_env(env: &mut Environment, default_port: u16) -> Option<Option<SocketAddr>> {
    env.optional_or("METRICS_ADDRESS", SocketAddr::from(([127, 0, 0, 1], default_port)))
}
