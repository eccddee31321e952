//! Start of a version or an assignment.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Error, Result};

/// Tolerance for the clock of the client.
const TOLERANCE: TimeDelta = TimeDelta::seconds(60);
/// Two years.
const MAX_LEAD: TimeDelta = TimeDelta::days(731);

/// Returns the requested start, or `now` without one. A start in the last minute is now.
///
/// # Errors
/// `Invalid` for an earlier start, or one more than two years ahead.
pub(super) fn check_start(
    field: &str,
    requested: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let start = requested.unwrap_or(now);
    if start < now - TOLERANCE {
        return Err(Error::field(field, "in_the_past", "must not be in the past"));
    }
    if start > now + MAX_LEAD {
        return Err(Error::field(field, "too_far_ahead", "must be within two years"));
    }
    Ok(start.max(now))
}
