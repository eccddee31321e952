//! The evidence of a draft version: what was measured, and how each rate follows from it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    occupancy_policy::{OccupancyPolicy, Outcome},
    tariff::document::{Band, TariffDocument},
};
use crate::platform::domain::ids::ZoneId;

/// Enough to compute the rates again by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftEvidence {
    pub from: DateTime<Utc>,
    /// Exclusive.
    pub to: DateTime<Utc>,
    /// Number of the version whose rates were changed.
    pub version: i32,
    /// Measured share of the parked vehicles that reserve.
    pub coverage_percent: i32,
    pub policy: OccupancyPolicy,
    /// The bands with a rate, in order.
    pub bands: Vec<BandEvidence>,
    pub zones: Vec<ZoneEvidence>,
}

/// Rates are in minor units per hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandEvidence {
    /// Index in the document.
    pub band: usize,
    /// Local days; `None` if it is not known.
    pub days_since_change: Option<i64>,
    /// Summed over the spots, as is the available time.
    pub occupied_seconds: i64,
    pub available_seconds: i64,
    /// The occupied share, divided by the coverage; `None` if it cannot be computed.
    pub occupancy_basis_points: Option<i64>,
    pub old_minor: i64,
    pub new_minor: i64,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneEvidence {
    pub zone_id: ZoneId,
    /// Spots of the tariff that were in service in a part of the period.
    pub spots: i64,
    /// Stays on them in a part of the period.
    pub stays: i64,
}

impl DraftEvidence {
    /// Returns whether a rate changes.
    pub fn has_changes(&self) -> bool {
        self.bands.iter().any(|band| band.new_minor != band.old_minor)
    }

    /// Returns the document with the new rates. The steps of a band move by the same amount, inside
    /// of the same limits; free steps stay free.
    pub fn apply(&self, document: &TariffDocument) -> TariffDocument {
        let mut changed = document.clone();
        let moved = self.bands.iter().filter(|band| band.new_minor != band.old_minor);
        for BandEvidence { band, old_minor, new_minor, .. } in moved {
            let Some(band) = changed.bands.get_mut(*band) else { continue };
            band.rate_minor_per_hour = Some(*new_minor);
            for step in band.steps.iter_mut().filter(|step| step.rate_minor_per_hour > 0) {
                step.rate_minor_per_hour =
                    self.policy.shift(step.rate_minor_per_hour, new_minor - old_minor);
            }
        }
        changed
    }
}

/// Returns the rate that a policy may change; `None` for a closed band, and for a free one.
pub fn variable_rate(band: &Band) -> Option<i64> {
    band.rate_minor_per_hour.filter(|rate| !band.closed && *rate > 0)
}

#[cfg(test)]
mod tests;
