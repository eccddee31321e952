//! What Prometheus is told.

use std::net::SocketAddr;

use metrics_exporter_prometheus::PrometheusBuilder;

/// Tells Prometheus, at `/metrics` of this address, from now on. Work that cannot be watched is done all the same.
pub fn serve(address: SocketAddr) {
    match PrometheusBuilder::new().with_http_listener(address).install() {
        Ok(()) => tracing::info!(%address, "Telling metrics"),
        Err(error) => tracing::warn!(%error, %address, "Cannot tell metrics (set METRICS_ADDRESS)"),
    }
}
