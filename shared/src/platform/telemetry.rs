//! Sets logging and tracing up: log lines as text for people or as JSON for machines, traces for a
//! collector of OpenTelemetry.

pub mod trace;

use std::io::IsTerminal;

use tracing_subscriber::{
    EnvFilter, Layer, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt,
};

use super::config::logging::Settings;

/// Libraries through which secrets pass. They are never asked for more than this, whatever the
/// filter says: a filter for everything shall not bring a token into a log.
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

/// What is to be finished when a process ends: spans that are not yet with the collector. Keep it
/// until the end of `main`.
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

/// Starts logging to standard error, and tracing where a collector is named. Call it once, first
/// thing in `main`; `service` is what the traces are of.
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

fn filter(wanted: &str) -> EnvFilter {
    let filter = EnvFilter::try_new(wanted).unwrap_or_else(|_| EnvFilter::new("info"));
    // What is asked for less stays so.
    let quiet =
        QUIET.iter().filter(|_| wants_more(wanted)).filter_map(|directive| directive.parse().ok());
    quiet.fold(filter, EnvFilter::add_directive)
}

/// Whether somebody wants to read more than `info`, which libraries are capped at.
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
