//! Representations of yield policies and their evidence.

use serde::{Deserialize, Serialize};
use shared::pricing::domain::yield_policy::{
    LevelRule, YieldEvidence, YieldLevel, YieldPolicy as Policy,
};
use utoipa::ToSchema;

/// A policy by which the rates of a tariff follow the present occupancy of its spots. Amounts are
/// in minor units per hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct YieldPolicy {
    /// Higher rates. They begin at an occupancy of `at_percent` and end below `until_percent`,
    /// which is lower. `multiplier_percent` is 101 to 500.
    high: YieldLevelRule,
    /// Lower rates; `null` if the rates are never lowered. They begin below an occupancy of
    /// `at_percent` and end at `until_percent`, which is higher and at most `high.until_percent`.
    /// `multiplier_percent` is 1 to 99.
    low: Option<YieldLevelRule>,
    /// Minimum time between two changes, 15 to 1,440.
    #[schema(example = 15)]
    min_minutes_between_changes: i64,
    /// Lowest rate that the policy sets, from 0 to `ceiling_minor`.
    #[schema(example = 100)]
    floor_minor: i64,
    /// Highest rate that the policy sets, 0 to 10,000,000.
    #[schema(example = 1000)]
    ceiling_minor: i64,
}

/// Occupancy at which a level begins and ends, and its rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct YieldLevelRule {
    /// Whole percent of the spots, 1 to 100.
    #[schema(example = 85)]
    at_percent: i32,
    /// Whole percent of the spots, 1 to 100.
    #[schema(example = 75)]
    until_percent: i32,
    /// Percentage of the operator's own rates, rounded half up to whole minor units.
    #[schema(example = 125)]
    multiplier_percent: i32,
}

/// The measurement behind a version that a yield policy published. Its rates are those of the
/// version before the policy's changes, multiplied as the policy says for the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct YieldEvidenceView {
    /// Spots with a stay in progress.
    #[schema(example = 44)]
    occupied: i32,
    /// Spots in service that were not closed.
    #[schema(example = 50)]
    capacity: i32,
    /// `low`, `normal` or `high`.
    #[schema(value_type = String, example = "high")]
    level: YieldLevel,
    policy: YieldPolicy,
}

impl From<LevelRule> for YieldLevelRule {
    fn from(rule: LevelRule) -> Self {
        let LevelRule { at_percent, until_percent, multiplier_percent } = rule;
        Self { at_percent, until_percent, multiplier_percent }
    }
}

impl From<YieldLevelRule> for LevelRule {
    fn from(view: YieldLevelRule) -> Self {
        let YieldLevelRule { at_percent, until_percent, multiplier_percent } = view;
        Self { at_percent, until_percent, multiplier_percent }
    }
}

impl From<Policy> for YieldPolicy {
    fn from(policy: Policy) -> Self {
        Self {
            high: policy.high.into(),
            low: policy.low.map(Into::into),
            min_minutes_between_changes: policy.min_minutes_between_changes,
            floor_minor: policy.floor_minor,
            ceiling_minor: policy.ceiling_minor,
        }
    }
}

impl From<YieldPolicy> for Policy {
    fn from(view: YieldPolicy) -> Self {
        Self {
            high: view.high.into(),
            low: view.low.map(Into::into),
            min_minutes_between_changes: view.min_minutes_between_changes,
            floor_minor: view.floor_minor,
            ceiling_minor: view.ceiling_minor,
        }
    }
}

impl From<YieldEvidence> for YieldEvidenceView {
    fn from(evidence: YieldEvidence) -> Self {
        Self {
            occupied: evidence.occupied,
            capacity: evidence.capacity,
            level: evidence.level,
            policy: evidence.policy.into(),
        }
    }
}
