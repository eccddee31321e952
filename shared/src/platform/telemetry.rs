//! Initialises logging and tracing: log lines as text or JSON, traces to an OpenTelemetry
//! collector.

pub mod trace;

use std::io::IsTerminal;

use tracing_subscriber::{
    EnvFilter, Layer, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt,
};

use super::config::logging::Settings;

/// Libraries that handle secrets. Their level is capped regardless of the filter, so that a verbose
/// filter writes no token to the log.
const QUIET: [&str; 12] = [
    "amq_protocol=info",
    "async_stripe=info",
    "h2=info",
    "hyper=info",
    "hyper_util=info",
    "lapin=info",
    "lettre=info",
    "redis=info",
    "reqwest=info",
    "rustls=info",
    "stripe=info",
    "tower_http=debug",
];

/// Flushes pending spans to the collector when it is dropped. Keep it until the end of `main`.
#[must_use]
pub struct Telemetry {
    exporter: Option<trace::Exporter>,
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(exporter) = self.exporter.take() {
            exporter.flush();
        }
    }
}

/// Starts logging to standard error, and tracing if a collector is configured. Call it once, at the
/// beginning of `main`; `service` is the service name of the traces.
pub fn init(settings: &Settings, service: &'static str) -> Telemetry {
    let (exporter, problem) = match settings
        .otlp_endpoint
        .as_ref()
        .map(|endpoint| trace::Exporter::new(endpoint, service))
    {
        Some(Ok(exporter)) => (Some(exporter), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_target(true)
        .with_ansi(std::io::stderr().is_terminal());
    let lines = if settings.json { lines.json().boxed() } else { lines.boxed() };
    let lines = lines.with_filter(filter(&settings.filter));
    let spans = exporter.as_ref().map(trace::Exporter::layer);
    if registry().with(lines).with(spans).try_init().is_err() {
        tracing::debug!("Logging is set up already");
    }
    if let Some(error) = problem {
        tracing::warn!(%error, "Cannot trace (set OTEL_EXPORTER_OTLP_ENDPOINT)");
    }
    Telemetry { exporter }
}

fn filter(directives: &str) -> EnvFilter {
    let filter = EnvFilter::try_new(directives).unwrap_or_else(|_| EnvFilter::new("info"));
    // A lower level in the filter is kept.
    let quiet = QUIET
        .iter()
        .filter(|_| wants_more(directives))
        .filter_map(|directive| directive.parse().ok());
    quiet.fold(filter, EnvFilter::add_directive)
}

/// Returns whether the filter enables levels above `info`, the cap of the libraries.
fn wants_more(filter: &str) -> bool {
    let filter = filter.to_ascii_lowercase();
    ["debug", "trace", "["].iter().any(|word| filter.contains(word))
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::filter::Directive;

    use super::*;

    #[test]
    fn caps_are_directives_and_limit_the_level() {
        assert!(QUIET.iter().all(|directive| directive.parse::<Directive>().is_ok()));
        assert!(["trace", "api=DEBUG,info"].into_iter().all(wants_more));
        assert!(!["warn", "info,api=error"].into_iter().any(wants_more));
    }
}
