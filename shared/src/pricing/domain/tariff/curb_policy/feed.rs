//! The objects `Policy`, `Rule`, `Time Span` and `Rate`. Members that a tariff does not need are
//! ignored; those that change the meaning of the others are read, and refused if they are set.

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub struct CurbPolicy {
    pub curb_policy_id: String,
    /// The lowest number holds.
    pub(super) priority: i64,
    pub(super) rules: Vec<CurbRule>,
    pub(super) time_spans: Option<Vec<TimeSpan>>,
    pub(super) data_source_operator_id: Option<Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct CurbRule {
    pub(super) activity: String,
    pub(super) max_stay: Option<i64>,
    pub(super) max_stay_unit: Option<String>,
    pub(super) no_return: Option<i64>,
    pub(super) no_return_unit: Option<String>,
    /// A vehicle must match all of them.
    pub(super) user_classes: Option<Vec<String>>,
    /// Since version 1.1.
    pub(super) user_classes_except: Option<Vec<String>>,
    /// Since version 1.1; before, purposes were user classes.
    pub(super) purposes: Option<Vec<String>>,
    pub(super) rate: Option<Vec<CurbRate>>,
}

/// Durations are numbers of `rate_unit`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct CurbRate {
    /// Minor units per `rate_unit`.
    pub(super) rate: i64,
    pub(super) rate_unit: String,
    pub(super) rate_unit_period: Option<String>,
    pub(super) increment_duration: Option<i64>,
    /// Minor units.
    pub(super) increment_amount: Option<i64>,
    /// Inclusive.
    pub(super) start_duration: Option<i64>,
    /// Exclusive.
    pub(super) end_duration: Option<i64>,
    /// Minor units; since version 1.1.
    pub(super) maximum_fee: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct TimeSpan {
    /// Milliseconds since 1970.
    pub(super) start_date: Option<i64>,
    /// Milliseconds since 1970, exclusive.
    pub(super) end_date: Option<i64>,
    pub(super) days_of_week: Option<Words>,
    pub(super) days_of_month: Option<Vec<u32>>,
    /// Since version 1.1.
    pub(super) weeks_of_month: Option<Vec<u32>>,
    pub(super) months: Option<Vec<u32>>,
    /// Local `HH:MM`.
    pub(super) time_of_day_start: Option<String>,
    /// Local `HH:MM`, exclusive.
    pub(super) time_of_day_end: Option<String>,
    pub(super) designated_period: Option<String>,
    pub(super) designated_period_except: Option<bool>,
}

/// A list; in the schema of version 1.0 a single text.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Words {
    Many(Vec<String>),
    One(String),
}

impl Words {
    pub(super) fn as_slice(&self) -> &[String] {
        match self {
            Self::Many(words) => words,
            Self::One(word) => std::slice::from_ref(word),
        }
    }
}

/// A unit of fixed length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeUnit(i64);

impl TimeUnit {
    pub(super) const MINUTE: Self = Self(60);

    /// Returns `None` for units whose length depends on the calendar, and for unknown ones.
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "second" => Some(Self(1)),
            "minute" => Some(Self::MINUTE),
            "hour" => Some(Self(3_600)),
            "day" => Some(Self(86_400)),
            "week" => Some(Self(604_800)),
            _ => None,
        }
    }

    pub(super) fn seconds(self) -> i64 {
        self.0
    }
}
