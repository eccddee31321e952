//! Stays that are reserved ahead of their start. The terms limit their share of the spots of a
//! zone.

use chrono::{DateTime, TimeDelta, Utc};

/// A stay that begins within this time begins now: requests take some seconds.
const NOW: TimeDelta = TimeDelta::seconds(60);

/// Returns the time after which a stay must begin to be reserved ahead at `now`.
pub fn ahead_from(now: DateTime<Utc>) -> DateTime<Utc> {
    now + NOW
}

/// Returns whether a stay that begins at `starts_at` is reserved ahead at `now`.
pub fn is_ahead(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    ahead_from(now) < starts_at
}

/// Returns how many of `spots` spots may be reserved ahead at the same time.
pub fn max_ahead(percent: i32, spots: usize) -> usize {
    usize::try_from(percent).unwrap_or(0) * spots / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stay_that_begins_now_is_not_ahead() {
        let now: DateTime<Utc> = "2030-06-03T13:00:00Z".parse().unwrap();
        let after = |seconds| is_ahead(now + TimeDelta::seconds(seconds), now);
        assert_eq!([after(-1), after(0), after(60), after(61)], [false, false, false, true]);
    }

    #[test]
    fn share_is_rounded_down() {
        let shares = [(100, 10), (30, 10), (39, 10), (9, 10), (0, 10), (50, 1)];
        let most = shares.map(|(percent, spots)| max_ahead(percent, spots));
        assert_eq!(most, [10, 3, 3, 0, 0, 0]);
    }
}
