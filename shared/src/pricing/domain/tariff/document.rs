//! The tariff document: JSON that operators edit. `docs/TARIFFS.md` describes its members.
//!
//! Amounts are whole minor units of the currency. An absent or empty list does not restrict.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::values::{Day, Factor, SeasonDate, TimeOfDay};
use crate::{identity::domain::vehicle::VehicleClass, platform::domain::money::Currency};

/// Calendars of holidays by name, as local dates.
pub type Holidays = BTreeMap<String, BTreeSet<NaiveDate>>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TariffDocument {
    pub currency: Currency,
    pub bands: Vec<Band>,
    /// Rule of the time in which no band is active.
    pub outside: Outside,
    pub transitions: Transitions,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holidays: Holidays,
    /// Vehicle classes with another price than the rates of the bands, or without access.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassRule>,
    /// The billed time is rounded up to a multiple of this; one second if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub increment_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<FreeTime>,
    /// Lowest price of a stay that is not free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_minor: Option<i64>,
    #[serde(default, skip_serializing_if = "Caps::is_empty")]
    pub caps: Caps,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_stay_minutes: Option<i64>,
    /// Time after a stay in which the same vehicle may not return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_return_minutes: Option<i64>,
    /// A remark for drivers, shown after the rules in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A recurring time on the wall clock with a rate, or without parking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Days on which the band begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Day>,
    pub from: TimeOfDay,
    /// Exclusive. An end that is not after the start is on the next day.
    pub to: TimeOfDay,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<Season>,
    /// Calendars; the band begins only on their dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_holidays: Vec<String>,
    /// Calendars; the band does not begin on their dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_holidays: Vec<String>,
    /// Of the active bands that apply to a vehicle, the highest priority holds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: i32,
    /// `None` if and only if the band is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_minor_per_hour: Option<i64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// Later rates of the same stay, ordered by time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Longest uninterrupted time inside the band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_stay_minutes: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_classes: Vec<VehicleClass>,
    /// Names of permits, of which the driver needs one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_permits: Vec<String>,
}

/// Days from the first to the last, both inclusive. Yearly dates may span the new year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<SeasonDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<SeasonDate>,
}

/// A rate that replaces the one before it, measured in elapsed time since the start of the stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub after_minutes: i64,
    pub rate_minor_per_hour: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    Free,
    Closed,
    /// The bands cover all times; a gap is an error of the document.
    Covered,
    /// The posted rules of this time are not known, so it cannot be reserved.
    Unknown,
}

/// Answers that every document has to give, because cities differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transitions {
    pub overpayment: Overpayment,
    pub follow_through: FollowThrough,
    pub prepay: Prepay,
}

/// Use of money that was paid for more than the stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overpayment {
    Lost,
    /// Credited to the next time in which a rate holds.
    Carried,
    Refunded,
}

/// Rule of a stay that goes on from one band to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowThrough {
    /// Each band is paid for its share.
    Split,
    /// The stay ends; the driver needs a new one.
    Restart,
}

/// Payment for a time that begins later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prepay {
    Allowed,
    Refused,
}

/// Price or refusal of a vehicle class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    pub class: VehicleClass,
    /// Multiplies the whole price, including caps and the minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<Factor>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeTime {
    pub minutes: i64,
    pub applies_to: FreeStays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreeStays {
    /// A stay is free if it is not longer; a longer stay is billed from its start.
    ShortStays,
    /// The first minutes of every stay are free.
    EveryStay,
}

/// Highest prices. A cap per day and a cap per 24 hours exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_stay_minor: Option<i64>,
    /// For each local date, which has 23 to 25 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day_minor: Option<i64>,
    /// For each 24 elapsed hours since the start of the stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_24_hours_minor: Option<i64>,
}

impl Caps {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn is_zero(number: &i32) -> bool {
    *number == 0
}
