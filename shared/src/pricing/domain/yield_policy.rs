//! Yield prices: a rule that multiplies the rates of a tariff while its spots are nearly full or
//! mostly empty.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::tariff::document::TariffDocument;
use crate::platform::{domain::text_enum::text_enum, error::FieldError};

/// Highest amount of a policy in minor units, as for the rates of a tariff.
const MAX_MINOR: i64 = 10_000_000;
const MAX_MULTIPLIER_PERCENT: i64 = 500;
/// Drivers should not see another price with each search.
const MIN_MINUTES_BETWEEN: i64 = 15;
const MAX_MINUTES_BETWEEN: i64 = 1_440;

/// Level of the rates, as in the constraint `yield_changes_to_level_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum YieldLevel {
    Low,
    /// The rates are the operator's own.
    Normal,
    High,
}
text_enum!(YieldLevel);

/// Amounts are in minor units per hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YieldPolicy {
    /// Holds at `at_percent` and above, then until the occupancy is below `until_percent`.
    pub high: LevelRule,
    /// Holds below `at_percent`, then until the occupancy is at least `until_percent`. `None`: the
    /// rates are never lowered.
    pub low: Option<LevelRule>,
    pub min_minutes_between_changes: i64,
    /// Lowest rate that the policy sets.
    pub floor_minor: i64,
    /// Highest rate that the policy sets.
    pub ceiling_minor: i64,
}

/// Occupancy at which a level begins and ends, and the share of the operator's own rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    pub at_percent: i32,
    pub until_percent: i32,
    pub multiplier_percent: i32,
}

/// The measurement that changed the level, and the policy that it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YieldEvidence {
    /// Spots with a stay in progress.
    pub occupied: i32,
    /// Spots in service that are not closed.
    pub capacity: i32,
    pub level: YieldLevel,
    pub policy: YieldPolicy,
}

impl YieldPolicy {
    /// Returns the defects, with fields such as `high/at_percent`.
    pub fn validate(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut check = |field: &str, value: i64, (min, max): (i64, i64)| {
            if !(min..=max).contains(&value) {
                let message = format!("must be from {min} to {max}");
                errors.push(FieldError::new(field, "out_of_range", message));
            }
        };
        let [high_at, high_until] = self.high.percents();
        check("high/at_percent", high_at, (2, 100));
        check("high/until_percent", high_until, (1, high_at.clamp(2, 100) - 1));
        let multiplier = self.high.multiplier_percent.into();
        check("high/multiplier_percent", multiplier, (101, MAX_MULTIPLIER_PERCENT));
        if let Some(low) = self.low {
            let [low_at, low_until] = low.percents();
            check("low/until_percent", low_until, (2, high_until.clamp(1, 100)));
            check("low/at_percent", low_at, (1, low_until.clamp(2, 100) - 1));
            check("low/multiplier_percent", low.multiplier_percent.into(), (1, 99));
        }
        let minutes = (MIN_MINUTES_BETWEEN, MAX_MINUTES_BETWEEN);
        check("min_minutes_between_changes", self.min_minutes_between_changes, minutes);
        check("ceiling_minor", self.ceiling_minor, (0, MAX_MINOR));
        check("floor_minor", self.floor_minor, (0, self.ceiling_minor.clamp(0, MAX_MINOR)));
        errors
    }

    /// Returns the level that follows `level` at an occupancy. Comparisons are exact.
    ///
    /// The level stays the same if there is no spot, or the last change was less than
    /// `min_minutes_between_changes` ago; `since_last_change` is `None` if there was none.
    pub fn next_level(
        &self,
        level: YieldLevel,
        occupied: i32,
        capacity: i32,
        since_last_change: Option<TimeDelta>,
    ) -> YieldLevel {
        let is_too_soon = since_last_change
            .is_some_and(|elapsed| elapsed.num_minutes() < self.min_minutes_between_changes);
        if capacity <= 0 || is_too_soon {
            return level;
        }
        let reaches =
            |percent: i32| i64::from(percent) * i64::from(capacity) <= i64::from(occupied) * 100;
        let stays_high = level == YieldLevel::High && reaches(self.high.until_percent);
        if reaches(self.high.at_percent) || stays_high {
            return YieldLevel::High;
        }
        let is_low = self.low.is_some_and(|low| {
            let stays_low = level == YieldLevel::Low && !reaches(low.until_percent);
            !reaches(low.at_percent) || stays_low
        });
        if is_low { YieldLevel::Low } else { YieldLevel::Normal }
    }

    /// Returns a document with the rates of a level: those of `base`, multiplied, rounded half up
    /// and kept between floor and ceiling. A rate is not below its base at the level high, nor
    /// above it at the level low; free bands and steps stay free. Caps and the minimum stay as
    /// they are.
    pub fn apply(&self, base: &TariffDocument, level: YieldLevel) -> TariffDocument {
        let mut document = base.clone();
        for band in &mut document.bands {
            band.rate_minor_per_hour =
                band.rate_minor_per_hour.map(|rate| self.rate_at(level, rate));
            for step in &mut band.steps {
                step.rate_minor_per_hour = self.rate_at(level, step.rate_minor_per_hour);
            }
        }
        document
    }

    fn rate_at(&self, level: YieldLevel, base: i64) -> i64 {
        let rule = match level {
            YieldLevel::Low => self.low,
            YieldLevel::Normal => None,
            YieldLevel::High => Some(self.high),
        };
        let Some(rule) = rule.filter(|_| base > 0) else { return base };
        let multiplied = base.saturating_mul(rule.multiplier_percent.into());
        let rounded = multiplied.saturating_add(50) / 100;
        let kept = rounded.max(self.floor_minor).min(self.ceiling_minor);
        if level == YieldLevel::High { kept.max(base) } else { kept.min(base) }
    }
}

impl LevelRule {
    fn percents(self) -> [i64; 2] {
        [self.at_percent.into(), self.until_percent.into()]
    }
}

#[cfg(test)]
mod tests;
