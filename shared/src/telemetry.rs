//! Sets logging up: text for people, JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::logging::Settings;

/// Libraries through which secrets pass. They are never asked for more than this, whatever the filter says: a filter for everything shall not
/// bring a token into a log.
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

/// Starts logging to standard error. Call it once, first thing in `main`.
pub fn init(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // What is asked for less stays so.
    let quiet = QUIET.iter().filter(|_| wants_more(&settings.filter)).filter_map(|directive| directive.parse().ok());
    let filter = quiet.fold(filter, EnvFilter::add_directive);
    let logging = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    let logging = logging.with_ansi(std::io::stderr().is_terminal());
    let started = if settings.json { logging.json().try_init() } else { logging.try_init() };
    if started.is_err() {
        tracing::debug!("Logging is set up already");
    }
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
    fn every_cap_is_a_directive_and_applies_when_more_is_wanted() {
        assert!(QUIET.iter().all(|directive| directive.parse::<Directive>().is_ok()));
        assert!(["trace", "api=DEBUG,info"].into_iter().all(wants_more));
        assert!(!["warn", "info,api=error"].into_iter().any(wants_more));
    }
}
