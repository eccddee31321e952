//! The time in which the vehicle of a reservation can be changed.

use chrono::{DateTime, TimeDelta, Utc};

use crate::platform::domain::period::Period;

/// Time after the start in which a wrong plate can be corrected.
const GRACE: TimeDelta = TimeDelta::minutes(5);

/// Returns the end of the time in which the vehicle of a stay can be changed.
pub fn changeable_until(period: Period) -> DateTime<Utc> {
    period.ends_at().min(period.starts_at() + GRACE)
}
