//! Representations of the evidence for a tariff's rates.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::pricing::domain::{
    draft_evidence::{BandEvidence, DraftEvidence, ZoneEvidence},
    occupancy_policy::{OccupancyPolicy, Outcome},
};
use utoipa::ToSchema;
use uuid::Uuid;

/// A policy by which rates follow the occupancy. Amounts are in minor units per hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct OccupancyPolicyView {
    /// The rate is raised at this occupancy and above, 1 to 100.
    #[schema(example = 80)]
    raise_from_percent: i32,
    /// The rate is lowered below this occupancy, at most `raise_from_percent`.
    #[schema(example = 60)]
    lower_below_percent: i32,
    /// Size of a change, 1 to 10,000,000.
    #[schema(example = 25)]
    step_minor: i64,
    /// Lowest rate that the policy sets, from 1 to `ceiling_minor`.
    #[schema(example = 50)]
    floor_minor: i64,
    /// Highest rate to which the policy raises, 1 to 10,000,000.
    #[schema(example = 1000)]
    ceiling_minor: i64,
    /// Minimum number of local days between two changes of a band's rate, 1 to 366.
    #[schema(example = 28)]
    min_days_between: i64,
    /// With a lower coverage no rate changes, 1 to 100.
    #[schema(example = 30)]
    min_coverage_percent: i32,
}

/// Measurements of a period, and the rates that follow from them. The occupancy of a band is
/// `occupied_seconds` / (`available_seconds` × `coverage_percent` / 100).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    from: DateTime<Utc>,
    /// Exclusive.
    to: DateTime<Utc>,
    /// Number of the version whose rates were changed.
    version: i32,
    /// Share of the parked vehicles that reserve, as the operator measured it.
    coverage_percent: i32,
    policy: OccupancyPolicyView,
    /// Bands with a rate, in order.
    bands: Vec<BandEvidenceView>,
    zones: Vec<ZoneEvidenceView>,
}

/// Measurements in a band. Rates are in minor units per hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BandEvidenceView {
    /// Index in the document.
    band: usize,
    /// Days and times of the band.
    #[schema(example = "Mon–Sat 8 AM–7 PM")]
    times: String,
    /// Local days since the last change of the rate or the start of the first version, negative
    /// before a coming change; `null` if it is not known.
    days_since_change: Option<i64>,
    /// Reserved time, summed over the spots.
    occupied_seconds: i64,
    /// Time in which the spots were in service and not closed, summed over the spots.
    available_seconds: i64,
    /// Occupancy in hundredths of a percent, rounded down; `null` if it cannot be computed.
    #[schema(example = 8250)]
    occupancy_basis_points: Option<i64>,
    old_minor: i64,
    new_minor: i64,
    /// `raised`, `lowered`, `unchanged`, `at_ceiling`, `at_floor`, `too_soon` or
    /// `too_little_coverage`.
    #[schema(value_type = String, example = "raised")]
    outcome: Outcome,
}

/// Size of the measurement in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ZoneEvidenceView {
    zone_id: Uuid,
    /// Spots of the tariff that were in service in a part of the period.
    spots: i64,
    /// Stays on them in a part of the period.
    stays: i64,
}

impl From<OccupancyPolicy> for OccupancyPolicyView {
    fn from(policy: OccupancyPolicy) -> Self {
        Self {
            raise_from_percent: policy.raise_from_percent,
            lower_below_percent: policy.lower_below_percent,
            step_minor: policy.step_minor,
            floor_minor: policy.floor_minor,
            ceiling_minor: policy.ceiling_minor,
            min_days_between: policy.min_days_between,
            min_coverage_percent: policy.min_coverage_percent,
        }
    }
}

impl From<OccupancyPolicyView> for OccupancyPolicy {
    fn from(view: OccupancyPolicyView) -> Self {
        Self {
            raise_from_percent: view.raise_from_percent,
            lower_below_percent: view.lower_below_percent,
            step_minor: view.step_minor,
            floor_minor: view.floor_minor,
            ceiling_minor: view.ceiling_minor,
            min_days_between: view.min_days_between,
            min_coverage_percent: view.min_coverage_percent,
        }
    }
}

impl EvidenceView {
    /// Creates a view. `band_times` are the times of the document's bands, in order.
    pub(crate) fn new(evidence: DraftEvidence, band_times: &[String]) -> Self {
        let band = |band: BandEvidence| BandEvidenceView {
            band: band.band,
            times: band_times.get(band.band).cloned().unwrap_or_default(),
            days_since_change: band.days_since_change,
            occupied_seconds: band.occupied_seconds,
            available_seconds: band.available_seconds,
            occupancy_basis_points: band.occupancy_basis_points,
            old_minor: band.old_minor,
            new_minor: band.new_minor,
            outcome: band.outcome,
        };
        let zone = |zone: ZoneEvidence| ZoneEvidenceView {
            zone_id: zone.zone_id.0,
            spots: zone.spots,
            stays: zone.stays,
        };
        Self {
            from: evidence.from,
            to: evidence.to,
            version: evidence.version,
            coverage_percent: evidence.coverage_percent,
            policy: evidence.policy.into(),
            bands: evidence.bands.into_iter().map(band).collect(),
            zones: evidence.zones.into_iter().map(zone).collect(),
        }
    }
}
