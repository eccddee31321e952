//! Price by occupancy: a rule that moves the rate of a band by a step when its spots are nearly
//! full or mostly empty.

use serde::{Deserialize, Serialize};

use crate::platform::error::FieldError;

/// Highest amount of a policy in minor units, as for the rates of a tariff.
const MAX_MINOR: i64 = 10_000_000;
const MAX_DAYS: i64 = 366;
const PERCENT: i128 = 100;
const BASIS_POINTS: i128 = 10_000;

/// Amounts are in minor units per hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OccupancyPolicy {
    /// The rate is raised at this occupancy and above.
    pub raise_from_percent: i32,
    /// The rate is lowered below this occupancy.
    pub lower_below_percent: i32,
    pub step_minor: i64,
    /// Lowest rate that the policy sets. At least 1, because a free band stays free.
    pub floor_minor: i64,
    /// Highest rate to which the policy raises.
    pub ceiling_minor: i64,
    /// Minimum number of days between two changes of a band's rate.
    pub min_days_between: i64,
    /// With a lower coverage no rate is changed.
    pub min_coverage_percent: i32,
}

/// Time in which spots were reserved, and time in which they could have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub occupied_seconds: i64,
    pub available_seconds: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    pub new_minor: i64,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Raised,
    Lowered,
    /// The occupancy is between the limits, or no spot was available.
    Unchanged,
    AtCeiling,
    AtFloor,
    TooSoon,
    TooLittleCoverage,
}

impl Share {
    /// Returns the occupancy in hundredths of a percent, rounded down: the reserved share, divided
    /// by the coverage. It exceeds 10,000 if the coverage is set too low; `None` if no spot was
    /// available, or the coverage is zero.
    pub fn basis_points(self, coverage_percent: i32) -> Option<i64> {
        let available = self.expected(coverage_percent);
        let occupied = i128::from(self.occupied_seconds) * PERCENT * BASIS_POINTS;
        occupied.checked_div(available).and_then(|points| i64::try_from(points).ok())
    }

    /// Returns the reserved seconds of a full occupancy, multiplied by 100.
    fn expected(self, coverage_percent: i32) -> i128 {
        i128::from(self.available_seconds) * i128::from(coverage_percent)
    }

    /// Returns whether the occupancy is at least `percent`.
    fn reaches(self, percent: i32, coverage_percent: i32) -> bool {
        let occupied = i128::from(self.occupied_seconds) * PERCENT * PERCENT;
        self.expected(coverage_percent) * i128::from(percent) <= occupied
    }
}

impl OccupancyPolicy {
    /// Returns the defects, with fields such as `policy/step_minor`.
    pub fn validate(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut check = |field: &str, value: i64, (min, max): (i64, i64)| {
            if !(min..=max).contains(&value) {
                let message = format!("must be from {min} to {max}");
                errors.push(FieldError::new(format!("policy/{field}"), "out_of_range", message));
            }
        };
        let raise_from = i64::from(self.raise_from_percent);
        check("raise_from_percent", raise_from, (1, 100));
        check("lower_below_percent", self.lower_below_percent.into(), (0, raise_from.min(100)));
        check("step_minor", self.step_minor, (1, MAX_MINOR));
        check("ceiling_minor", self.ceiling_minor, (1, MAX_MINOR));
        check("floor_minor", self.floor_minor, (1, self.ceiling_minor.min(MAX_MINOR)));
        check("min_days_between", self.min_days_between, (1, MAX_DAYS));
        check("min_coverage_percent", self.min_coverage_percent.into(), (1, 100));
        errors
    }

    /// Returns the next rate of a band whose rate is `old_minor`.
    ///
    /// `occupancy` is the reserved share; it is divided by `coverage_percent`, the share of parked
    /// vehicles that reserve. `days_since_change` is `None` if it is not known. Comparisons are
    /// exact.
    pub fn decide(
        &self,
        old_minor: i64,
        occupancy: Option<Share>,
        coverage_percent: i32,
        days_since_change: Option<i64>,
    ) -> Decision {
        let keep = |outcome| Decision { new_minor: old_minor, outcome };
        if coverage_percent < self.min_coverage_percent {
            return keep(Outcome::TooLittleCoverage);
        }
        if days_since_change.is_some_and(|days| days < self.min_days_between) {
            return keep(Outcome::TooSoon);
        }
        let Some(share) = occupancy.filter(|share| share.available_seconds > 0) else {
            return keep(Outcome::Unchanged);
        };
        let (difference, limit, moved) = if share.reaches(self.raise_from_percent, coverage_percent)
        {
            (self.step_minor, Outcome::AtCeiling, Outcome::Raised)
        } else if share.reaches(self.lower_below_percent, coverage_percent) {
            return keep(Outcome::Unchanged);
        } else {
            (-self.step_minor, Outcome::AtFloor, Outcome::Lowered)
        };
        let new_minor = self.shift(old_minor, difference);
        Decision { new_minor, outcome: if new_minor == old_minor { limit } else { moved } }
    }

    /// Adds a difference to a rate, inside of floor and ceiling. A rate above the ceiling is not
    /// raised, and one below the floor is not lowered.
    pub(super) fn shift(&self, rate_minor: i64, difference: i64) -> i64 {
        let moved = rate_minor.saturating_add(difference);
        if difference < 0 {
            moved.max(self.floor_minor).min(rate_minor)
        } else {
            moved.max(self.floor_minor).min(self.ceiling_minor).max(rate_minor)
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
