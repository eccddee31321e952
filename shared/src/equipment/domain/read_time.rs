//! The time at which a vehicle was in front of a camera.
//!
//! A reading has the time of the camera's clock and that of its receipt. Their difference, the lag,
//! is the error of the clock and the delay of the webhook. The error changes rarely, so that the
//! least lag of a camera's readings is that of a webhook without delay.

use chrono::{DateTime, TimeDelta, Utc};

/// Delay up to which a vehicle still waits in front of the camera.
pub const LATE_AFTER: TimeDelta = TimeDelta::minutes(2);
/// Number of earlier readings of the camera that are compared.
pub const COMPARED: i64 = 20;

/// Maximum difference of the lags of two readings that came without delay.
const SAME_LAG: TimeDelta = TimeDelta::seconds(10);
/// Minimum time between two such readings: the webhooks of a queue come at once.
const PACE: TimeDelta = TimeDelta::seconds(30);
/// Time zones differ by whole quarters of an hour, and by at most 26 hours.
const QUARTER_S: i64 = 15 * 60;
const MAX_QUARTERS: i64 = 26 * 4;

/// The times of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadTime {
    /// By the camera's clock.
    pub captured_at: DateTime<Utc>,
    pub received_at: DateTime<Utc>,
    /// The corrected time: that of the receipt for a reading that was not late.
    pub seen_at: DateTime<Utc>,
}

impl ReadTime {
    fn lag(self) -> TimeDelta {
        self.received_at - self.captured_at
    }

    fn is_prompt(self) -> bool {
        self.seen_at == self.received_at
    }
}

/// Returns the time at which the vehicle of a new reading was there. It is `received_at` unless the
/// webhook is late by more than [`LATE_AFTER`]. `earlier` are the readings of the camera before,
/// the latest first.
///
/// A clock that is set back looks like a delay, until a second reading has the same lag.
pub fn seen_at(
    captured_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    earlier: &[ReadTime],
) -> DateTime<Utc> {
    let lag = received_at - captured_at;
    let clock_error = least_lag(earlier).unwrap_or_else(|| zone_error(lag));
    let keeps_pace = earlier
        .iter()
        .any(|read| (read.lag() - lag).abs() <= SAME_LAG && received_at - read.received_at >= PACE);
    if lag - clock_error <= LATE_AFTER || keeps_pace {
        received_at
    } else {
        captured_at + clock_error
    }
}

/// Returns the least lag since the clock was set back the last time; `None` without a reading that
/// was not late.
fn least_lag(earlier: &[ReadTime]) -> Option<TimeDelta> {
    let prompt = earlier.iter().filter(|read| read.is_prompt()).map(|read| read.lag());
    let latest = prompt.clone().next()?;
    prompt.filter(|lag| *lag >= latest - LATE_AFTER).min()
}

/// Returns the error of a clock of which nothing is known but one lag: it may have the wrong time
/// zone, or be ahead.
fn zone_error(lag: TimeDelta) -> TimeDelta {
    if lag < TimeDelta::zero() {
        return lag;
    }
    let quarters = (lag.num_seconds() + QUARTER_S / 2) / QUARTER_S;
    if quarters <= MAX_QUARTERS {
        TimeDelta::seconds(quarters * QUARTER_S)
    } else {
        TimeDelta::zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        "2030-06-03T13:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(second)
    }

    /// Returns by how many seconds each reading was late. Each has the second of its capture by the
    /// clock of the camera, and that of its receipt.
    fn delays(reads: &[(i64, i64)]) -> Vec<i64> {
        let mut earlier: Vec<ReadTime> = Vec::new();
        for (captured, received) in reads {
            let (captured_at, received_at) = (at(*captured), at(*received));
            let seen_at = seen_at(captured_at, received_at, &earlier);
            earlier.insert(0, ReadTime { captured_at, received_at, seen_at });
        }
        let delays =
            earlier.iter().rev().map(|read| (read.received_at - read.seen_at).num_seconds());
        delays.collect()
    }

    #[test]
    fn queued_readings_are_late() {
        let reads = [(0, 1), (60, 61), (300, 3_900), (900, 3_901), (3_880, 3_902), (3_960, 3_961)];
        assert_eq!(delays(&reads), [0, 0, 3_599, 3_000, 0, 0]);
    }

    #[test]
    fn wrong_clock_is_corrected() {
        // The clock is 200 seconds behind.
        let reads = [(0, 205), (35, 241), (100, 301), (200, 2_000)];
        assert_eq!(delays(&reads), [205, 0, 0, 1_599]);
    }

    #[test]
    fn wrong_time_zone_is_no_delay() {
        let hour = 3_600;
        assert_eq!(delays(&[(0, 4 * hour + 3)]), [0]);
        assert_eq!(delays(&[(0, 4 * hour - 3)]), [0]);
        assert_eq!(delays(&[(2 * hour, 0)]), [0], "ahead");
        assert_eq!(delays(&[(0, 300)]), [300]);
        assert_eq!(delays(&[(0, 48 * hour)]), [48 * hour], "no time zone");
    }

    #[test]
    fn clock_that_is_set_back_is_late_once() {
        let hour = 3_600;
        let reads = [(0, 1), (60, 61), (120 - hour, 121), (180 - hour, 181), (240 - hour, 241)];
        assert_eq!(delays(&reads), [0, 0, hour, 0, 0]);
    }
}
