//! Permission to park: the first instant of a stay that the tariff does not allow, and its reason.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Tariff, Vehicle, document::FollowThrough, schedule::Rule, values::Factor};
use crate::platform::domain::{period::Period, when};

/// A refused stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    pub reason: Reason,
    /// The first instant that is refused: the latest end of a shorter stay, unless it is the start.
    pub at: DateTime<Utc>,
}

/// Bands are given by their index in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The band, or the tariff without one, does not admit the vehicle class.
    Class { band: Option<usize> },
    /// The band admits only vehicles with a permit.
    PermitRequired { band: usize },
    /// Parking is not allowed: in the band, or outside of all bands.
    Closed { band: Option<usize> },
    /// The stay is too long: in the band, or altogether.
    MaxStay { band: Option<usize>, minutes: i64 },
    /// A new band begins, and the tariff does not let a stay go on from one to another.
    BandChange { band: usize },
    /// The posted rules of the time are not known.
    RulesUnknown,
}

impl Reason {
    /// Stable, machine-readable.
    pub fn code(self) -> &'static str {
        match self {
            Self::Class { .. } => "class_not_admitted",
            Self::PermitRequired { .. } => "permit_required",
            Self::Closed { .. } => "closed",
            Self::MaxStay { .. } => "max_stay",
            Self::BandChange { .. } => "band_change",
            Self::RulesUnknown => "rules_unknown",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class { .. } => f.write_str("the vehicle class is not admitted"),
            Self::PermitRequired { .. } => f.write_str("a permit is required"),
            Self::Closed { .. } => f.write_str("parking is not allowed"),
            Self::MaxStay { minutes, .. } => {
                write!(f, "the maximum stay is {}", when::length(minutes * 60))
            }
            Self::BandChange { .. } => f.write_str("the rate changes, which requires a new stay"),
            Self::RulesUnknown => f.write_str("the posted rules are not known"),
        }
    }
}

impl Tariff {
    /// Checks a whole stay.
    ///
    /// # Errors
    /// The first refusal.
    pub fn may_park(&self, zone: Tz, vehicle: Vehicle<'_>, period: Period) -> Result<(), Refusal> {
        self.first_refusal(zone, vehicle, (period.starts_at(), period.ends_at()))
            .map_or(Ok(()), Err)
    }

    /// Returns the latest end, at most that of `period`, of a stay that begins with it.
    ///
    /// # Errors
    /// The refusal of the start.
    pub fn latest_end(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        period: Period,
    ) -> Result<DateTime<Utc>, Refusal> {
        match self.may_park(zone, vehicle, period) {
            Ok(()) => Ok(period.ends_at()),
            Err(refusal) if period.starts_at() < refusal.at => Ok(refusal.at),
            Err(refusal) => Err(refusal),
        }
    }

    /// Returns the earliest start of another stay of the same vehicle.
    pub fn earliest_return(&self, left_at: DateTime<Utc>) -> DateTime<Utc> {
        left_at + TimeDelta::minutes(self.document().no_return_minutes.unwrap_or_default())
    }

    /// Returns the factor of the vehicle's class.
    ///
    /// # Errors
    /// The refusal of a stay that begins at `starts_at`.
    pub(super) fn factor(
        &self,
        vehicle: Vehicle<'_>,
        starts_at: DateTime<Utc>,
    ) -> Result<Factor, Refusal> {
        let rule = self.document().classes.iter().find(|rule| rule.class == vehicle.class);
        match rule {
            Some(rule) if rule.refused => {
                Err(Refusal { reason: Reason::Class { band: None }, at: starts_at })
            }
            _ => Ok(rule.and_then(|rule| rule.factor).unwrap_or(Factor::ONE)),
        }
    }

    /// Returns the first refusal of a stay in `[from, to)`.
    pub(super) fn first_refusal(
        &self,
        zone: Tz,
        vehicle: Vehicle<'_>,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Option<Refusal> {
        if let Err(refusal) = self.factor(vehicle, from) {
            return Some(refusal);
        }
        let stay_limit = limit(from, None, self.document().max_stay_minutes);
        // The band of the slice before, and the start of the uninterrupted time in it.
        let mut current: Option<(usize, DateTime<Utc>)> = None;
        for slice in self.slices(zone, vehicle, (from, to), &[]) {
            let mut band_limit = None;
            current = match slice.rule {
                Rule::Refused(reason) => {
                    // The band's refusal precedes a maximum stay that ends at the same instant.
                    return Some(Refusal { reason, at: slice.from });
                }
                Rule::Outside => None,
                Rule::Band { index, band } => {
                    let since = match current {
                        Some((last, since)) if last == index => since,
                        Some(_)
                            if self.document().transitions.follow_through
                                == FollowThrough::Restart =>
                        {
                            let reason = Reason::BandChange { band: index };
                            return Some(Refusal { reason, at: slice.from });
                        }
                        _ => slice.from,
                    };
                    band_limit = limit(since, Some(index), band.max_stay_minutes);
                    Some((index, since))
                }
            };
            let reached = [band_limit, stay_limit].into_iter().flatten();
            let first = reached.filter(|limit| limit.at < slice.to).min_by_key(|limit| limit.at);
            if first.is_some() {
                return first;
            }
        }
        None
    }
}

/// Returns the refusal at the end of a maximum stay.
fn limit(since: DateTime<Utc>, band: Option<usize>, minutes: Option<i64>) -> Option<Refusal> {
    minutes.map(|minutes| Refusal {
        reason: Reason::MaxStay { band, minutes },
        at: since + TimeDelta::minutes(minutes),
    })
}

#[cfg(test)]
mod tests;
