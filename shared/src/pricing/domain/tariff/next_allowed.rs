//! The next start at which a refused stay is allowed.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    Tariff, Vehicle,
    rules::{Reason, Refusal},
    schedule::Rule,
};
use crate::platform::domain::period::Period;

/// A week, and a day more for a holiday.
pub(super) const HORIZON: TimeDelta = TimeDelta::days(8);

impl Tariff {
    /// Returns the first start at which a stay as long as `period` is allowed: that of `period`, or
    /// one less than 8 days later.
    pub fn next_allowed(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        period: Period,
    ) -> Option<DateTime<Utc>> {
        let mut start = period.starts_at();
        let horizon = start + HORIZON;
        while start < horizon {
            let stay = (start, start + period.length());
            let Some(refusal) = self.first_refusal(zone, vehicle, stay) else {
                return Some(start);
            };
            start = self.start_after(zone, vehicle, refusal, horizon)?;
        }
        None
    }

    /// Returns the first start that this refusal does not exclude. It is after all earlier ones;
    /// `None` if there is none before `horizon`.
    fn start_after(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        refusal: Refusal,
        horizon: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        match refusal.reason {
            Reason::Class { band: None } | Reason::MaxStay { band: None, .. } => None,
            Reason::Class { band: Some(_) }
            | Reason::PermitRequired { .. }
            | Reason::Closed { .. }
            | Reason::RulesUnknown => {
                let is_refused = |rule: Rule<'_>| matches!(rule, Rule::Refused(_));
                self.end_of(zone, vehicle, (refusal.at, horizon), is_refused)
            }
            Reason::MaxStay { band: Some(band), minutes } => {
                // The stay may begin inside the band, at most its maximum before the end.
                let max = TimeDelta::minutes(minutes);
                let is_inside =
                    |rule: Rule<'_>| matches!(rule, Rule::Band { index, .. } if index == band);
                let end = self.end_of(zone, vehicle, (refusal.at, horizon + max), is_inside)?;
                Some(end - max)
            }
            Reason::BandChange { .. } => Some(refusal.at),
        }
    }

    /// Returns the first instant of `[from, to)` at which no rule with the property holds.
    pub(super) fn end_of(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        span: (DateTime<Utc>, DateTime<Utc>),
        has_property: impl Fn(Rule<'_>) -> bool,
    ) -> Option<DateTime<Utc>> {
        let mut slices = self.slices(zone, vehicle, span, &[]);
        slices.find(|slice| !has_property(slice.rule)).map(|slice| slice.from)
    }
}

#[cfg(test)]
mod tests;
