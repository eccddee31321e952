//! Rules of spots as a file states them, before they become tariffs.

use chrono::{DateTime, Utc};
use serde::Deserialize;

/// The vehicles that a meter, or one of its schedules, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeterUse {
    Any,
    /// Vans and trucks.
    Commercial,
    Trucks,
    Motorcycles,
    /// Vehicles of other classes, such as buses.
    Others,
}

/// Effect of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleKind {
    /// Parking is charged.
    Charged,
    /// Parking is charged, and charged schedules do not hold at the same time.
    Replacing,
    /// No parking.
    Closed,
    /// The schedule neither charges nor closes its time.
    Ignored,
}

/// A value, or the text that the mapping does not contain.
pub type Mapped<T> = Result<T, String>;

/// A row of a meter's schedule. Texts are as in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schedule {
    pub days: String,
    pub from: String,
    pub to: String,
    /// Maximum stay, in minutes unless it has a unit; blank for none.
    pub limit: String,
    /// Rate per hour in whole units of the currency; `None` if the file has no rates.
    pub rate: Option<String>,
    pub kind: Mapped<ScheduleKind>,
    /// `None` if the schedules have no column for it.
    pub vehicles: Mapped<Option<MeterUse>>,
    /// First day; blank for none.
    pub valid_from: String,
    /// Last day; blank for none.
    pub valid_to: String,
}

/// The rules of a spot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PostedRules {
    /// Hours in New York's notation.
    Hours { text: Option<String>, rate_minor_per_hour: i32, vehicles: Mapped<MeterUse> },
    /// Schedules of a meter, whose `vehicles` hold for those without vehicles of their own.
    Schedules {
        schedules: Vec<Schedule>,
        /// For schedules without a rate.
        assumed_rate_minor: Option<i32>,
        vehicles: Mapped<MeterUse>,
        /// Reason why a row of the meter cannot be read, so that its rules are not complete.
        unreadable: Option<String>,
    },
    /// Policies of a zone of the Curb Data Specification.
    Policies {
        ids: Vec<String>,
        /// End of the zone.
        ends_at: Option<DateTime<Utc>>,
    },
}

impl PostedRules {
    /// Adds schedules; other rules have none.
    pub fn add_schedules(&mut self, more: Vec<Schedule>) {
        if let Self::Schedules { schedules, .. } = self {
            schedules.extend(more);
        }
    }

    /// Records that a row of the schedules cannot be read; other rules have none.
    pub fn add_unreadable(&mut self, reason: &str) {
        if let Self::Schedules { unreadable, .. } = self {
            unreadable.get_or_insert_with(|| reason.to_owned());
        }
    }

    /// Returns whether the spot is for motorcycles only.
    pub fn is_for_motorcycles(&self) -> bool {
        self.vehicles() == Some(MeterUse::Motorcycles)
    }

    /// Returns whether the spot is for vans and trucks at least at some times.
    pub fn is_for_trucks(&self) -> bool {
        let is_for_trucks =
            |vehicles| matches!(vehicles, Some(MeterUse::Commercial | MeterUse::Trucks));
        let by_times = match self {
            Self::Hours { text, .. } => {
                text.as_ref().is_some_and(|text| text.to_lowercase().contains("com"))
            }
            Self::Schedules { schedules, .. } => schedules
                .iter()
                .any(|schedule| is_for_trucks(schedule.vehicles.clone().ok().flatten())),
            Self::Policies { .. } => false,
        };
        by_times || is_for_trucks(self.vehicles())
    }

    fn vehicles(&self) -> Option<MeterUse> {
        match self {
            Self::Hours { vehicles, .. } | Self::Schedules { vehicles, .. } => {
                vehicles.clone().ok()
            }
            Self::Policies { .. } => None,
        }
    }
}
