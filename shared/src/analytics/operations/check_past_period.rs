//! Period of past stays.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Error, Result, platform::domain::period::Period};

/// A year.
const MAX_LENGTH: TimeDelta = TimeDelta::days(366);
/// Highest number of stays that a request computes with.
pub(super) const MAX_STAYS: usize = 100_000;

/// # Errors
/// `Invalid` when the period is empty, longer than a year or not over.
pub(super) fn check_past_period(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Period> {
    if to > now {
        return Err(Error::field("to", "in_the_future", "must not be in the future"));
    }
    let period = Period::new(from, to)
        .ok_or_else(|| Error::field("to", "before_start", "must be after the start"))?;
    if period.length() > MAX_LENGTH {
        return Err(Error::field("to", "too_late", "must be within a year after the start"));
    }
    Ok(period)
}

/// Validates the number of loaded stays.
///
/// # Errors
/// `Invalid` when there are more than [`MAX_STAYS`].
pub(super) fn check_count(stays: usize) -> Result<()> {
    if stays <= MAX_STAYS {
        return Ok(());
    }
    let message = format!("has more than {MAX_STAYS} stays before it: choose a shorter period");
    Err(Error::field("to", "too_many_stays", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(result: Result<T>) -> Option<&'static str> {
        match result {
            Err(Error::Invalid(errors)) => errors.first().map(|error| error.code),
            _ => None,
        }
    }

    #[test]
    fn period_is_past_and_at_most_a_year() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(400);
        let check = |from: i64, to: i64| {
            let day = |days| DateTime::UNIX_EPOCH + TimeDelta::days(days);
            code(check_past_period(day(from), day(to), now))
        };
        assert_eq!([check(34, 400), check(0, 1)], [None, None]);
        assert_eq!(check(33, 400), Some("too_late"));
        assert_eq!(check(399, 401), Some("in_the_future"));
        assert_eq!([check(5, 5), check(5, 4)], [Some("before_start"); 2]);
    }

    #[test]
    fn number_of_stays_is_limited() {
        assert_eq!(code(check_count(MAX_STAYS)), None);
        assert_eq!(code(check_count(MAX_STAYS + 1)), Some("too_many_stays"));
    }
}
