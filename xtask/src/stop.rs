//! Ctrl-C and SIGTERM set a flag, so that a command stops its processes in order.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

static STOPPED: AtomicBool = AtomicBool::new(false);

pub(crate) fn listen() -> Result<()> {
    ctrlc::set_handler(|| STOPPED.store(true, Ordering::SeqCst)).context("cannot listen for Ctrl-C")
}

/// True after Ctrl-C or SIGTERM.
pub(crate) fn is_requested() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// An error after Ctrl-C or SIGTERM.
pub(crate) fn check() -> Result<()> {
    if is_requested() { bail!("stopped") } else { Ok(()) }
}
