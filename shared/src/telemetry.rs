//! Sets logging up: text for people, JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::logging::Settings;

/// Starts logging to standard error. Call it once, first thing in `main`.
pub fn init(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let logging = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    let logging = logging.with_ansi(std::io::stderr().is_terminal());
    let started = if settings.json { logging.json().try_init() } else { logging.try_init() };
    if started.is_err() {
        tracing::debug!("Logging is set up already");
    }
}
