//! A half-open period of time in whole seconds.

use std::ops::Bound;

use chrono::{DateTime, SubsecRound, TimeDelta, Timelike, Utc};

/// A half-open period `[starts_at, ends_at)`; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// The bounds of PostgreSQL's `tstzrange`.
pub type Range = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

impl Period {
    /// Returns the period between two instants, each truncated by [`whole_second`]; `None` when it
    /// is empty.
    pub fn new(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Option<Self> {
        let (starts_at, ends_at) = (whole_second(starts_at), whole_second(ends_at));
        (starts_at < ends_at).then_some(Self { starts_at, ends_at })
    }

    /// The inclusive start.
    pub fn starts_at(self) -> DateTime<Utc> {
        self.starts_at
    }

    /// The exclusive end.
    pub fn ends_at(self) -> DateTime<Utc> {
        self.ends_at
    }

    /// Elapsed seconds, independent of daylight saving time.
    pub fn seconds(self) -> i64 {
        (self.ends_at - self.starts_at).num_seconds()
    }

    pub fn length(self) -> TimeDelta {
        self.ends_at - self.starts_at
    }

    /// Returns whether `now` is within the period.
    pub fn contains(self, now: DateTime<Utc>) -> bool {
        self.starts_at <= now && now < self.ends_at
    }

    /// Returns the period with another end; `None` when it is empty.
    pub fn with_end(self, ends_at: DateTime<Utc>) -> Option<Self> {
        Self::new(self.starts_at, ends_at)
    }

    /// Returns the part before `instant`; `None` when it is empty.
    pub fn until(self, instant: DateTime<Utc>) -> Option<Self> {
        Self::new(self.starts_at, instant.min(self.ends_at))
    }

    /// Returns the period, ended at `now` truncated to a full second; at least one second long.
    pub fn cut_at(self, now: DateTime<Utc>) -> Self {
        let ends_at =
            now.trunc_subsecs(0).clamp(self.starts_at + TimeDelta::seconds(1), self.ends_at);
        Self { starts_at: self.starts_at, ends_at }
    }

    /// Returns the period without the time before `now`, rounded up to a full second; at least the
    /// last second.
    pub fn begun_at(self, now: DateTime<Utc>) -> Self {
        let starts_at =
            next_second(now).clamp(self.starts_at, self.ends_at - TimeDelta::seconds(1));
        Self { starts_at, ends_at: self.ends_at }
    }

    /// Returns the period, extended by `margin` at both ends.
    #[must_use]
    pub fn widened(self, margin: TimeDelta) -> Self {
        Self { starts_at: self.starts_at - margin, ends_at: self.ends_at + margin }
    }

    pub fn to_range(self) -> Range {
        (Bound::Included(self.starts_at), Bound::Excluded(self.ends_at))
    }

    /// Converts a range of the database; `None` for a range that the constraint
    /// `reservations_period_valid` refuses.
    pub fn from_range(range: Range) -> Option<Self> {
        match range {
            (Bound::Included(starts_at), Bound::Excluded(ends_at)) => Self::new(starts_at, ends_at),
            _ => None,
        }
    }
}

/// Truncates an instant to its whole second. A leap second, `23:59:60`, becomes the next second,
/// `00:00:00`, as in POSIX and PostgreSQL; chrono represents it separately, so that a period would
/// be one second longer here than in the database.
pub fn whole_second(at: DateTime<Utc>) -> DateTime<Utc> {
    let is_leap = at.nanosecond() >= 1_000_000_000;
    let whole = at.with_nanosecond(0).unwrap_or(at);
    if is_leap { whole + TimeDelta::seconds(1) } else { whole }
}

/// Rounds `now` up to a full second: a stay never starts before it was requested.
pub fn next_second(now: DateTime<Utc>) -> DateTime<Utc> {
    let second = now.trunc_subsecs(0);
    if second < now { second + TimeDelta::seconds(1) } else { second }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn period_counts_elapsed_seconds_beyond_a_day() {
        let period = Period::new(at("2026-06-15T14:00:00Z"), at("2026-06-16T15:00:00Z")).unwrap();
        assert_eq!(period.seconds(), 90_000);
    }

    #[test]
    fn period_is_never_empty() {
        assert_eq!(Period::new(at("2026-06-15T14:00:00.9Z"), at("2026-06-15T14:00:00.1Z")), None);
    }

    #[test]
    fn end_is_clamped_to_the_period() {
        let period = Period::new(at("2026-06-15T14:00:00Z"), at("2026-06-15T15:00:00Z")).unwrap();
        assert_eq!(period.cut_at(at("2026-06-15T13:59:59.5Z")).seconds(), 1);
        assert_eq!(period.cut_at(at("2026-06-15T14:10:00.7Z")).seconds(), 600);
        assert_eq!(period.cut_at(at("2026-06-15T18:00:00Z")), period);
    }

    #[test]
    fn late_start_shortens_the_period() {
        let period = Period::new(at("2026-06-15T14:00:00Z"), at("2026-06-15T15:00:00Z")).unwrap();
        let start = |now| period.begun_at(at(now)).starts_at();
        assert_eq!(start("2026-06-15T13:00:00Z"), period.starts_at());
        assert_eq!(start("2026-06-15T14:00:30.2Z"), at("2026-06-15T14:00:31Z"));
        assert_eq!(start("2026-06-15T14:59:59.2Z"), at("2026-06-15T14:59:59Z"));
    }

    #[test]
    fn leap_second_is_the_second_after_it() {
        for (text, whole) in [
            ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
            ("2026-12-31T23:59:60.9Z", "2027-01-01T00:00:00Z"),
            ("2026-12-31T23:59:59.999Z", "2026-12-31T23:59:59Z"),
        ] {
            assert_eq!(whole_second(at(text)), at(whole), "{text}");
        }
        let period = Period::new(at("2026-06-15T14:00:00Z"), at("2026-06-15T14:59:60Z")).unwrap();
        assert_eq!(period.seconds(), 3_600);
        assert_eq!(Period::new(at("2026-06-15T14:59:60Z"), at("2026-06-15T15:00:00Z")), None);
    }

    #[test]
    fn stay_starts_at_the_next_full_second() {
        assert_eq!(next_second(at("2026-06-15T14:00:00.001Z")), at("2026-06-15T14:00:01Z"));
        assert_eq!(next_second(at("2026-06-15T14:00:00Z")), at("2026-06-15T14:00:00Z"));
    }
}
