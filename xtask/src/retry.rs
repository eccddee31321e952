//! Retries until success, a timeout or Ctrl-C.

use std::time::{Duration, Instant};

use anyhow::Result;
use backon::{BlockingRetryable, ConstantBuilder};

use crate::stop;

const INTERVAL: Duration = Duration::from_millis(200);

/// Returns the first success, or the last error after the timeout.
pub(crate) fn until_ok<T>(timeout: Duration, attempt: impl FnMut() -> Result<T>) -> Result<T> {
    every(INTERVAL, timeout, attempt)
}

/// The same with another interval.
pub(crate) fn every<T>(
    interval: Duration,
    timeout: Duration,
    attempt: impl FnMut() -> Result<T>,
) -> Result<T> {
    let deadline = Instant::now() + timeout;
    let interval = ConstantBuilder::new().with_delay(interval).without_max_times();
    let may_retry = |_: &anyhow::Error| Instant::now() < deadline && !stop::is_requested();
    let result = attempt.retry(interval).when(may_retry).call();
    if result.is_err() {
        stop::check()?;
    }
    result
}
