//! Ctrl-C and SIGTERM: remembered, so that what was started is stopped in order.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// From now on a stop is remembered instead of ending us at once.
pub(crate) fn listen() -> Result<()> {
    ctrlc::set_handler(|| STOPPED.store(true, Ordering::SeqCst)).context("cannot listen for Ctrl-C")
}

/// Whether somebody wants us to stop.
pub(crate) fn is_wanted() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// Stops here if somebody wants us to.
pub(crate) fn check() -> Result<()> {
    if is_wanted() { bail!("stopped") } else { Ok(()) }
}
