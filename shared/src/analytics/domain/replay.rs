//! Past stays, priced again under another tariff. Demand is assumed to be the same; with an
//! elasticity, the expected figures are reported too.

use std::{ops::AddAssign, sync::Arc};

use super::elasticity::{Elasticity, ExpectedFigures};
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{ids::ZoneId, money::Currency, period::Period},
    pricing::domain::{
        posted::PublishedVersion,
        stay_parts::{PartRate, StayLineKind, StayPart, price_of_parts},
        tariff::Vehicle,
    },
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    pub currency: Currency,
    /// Zones with stays, by street.
    pub zones: Vec<ReplayZone>,
    pub totals: ReplayFigures,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayZone {
    pub zone_id: ZoneId,
    pub street: String,
    pub figures: ReplayFigures,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReplayFigures {
    pub stays: i64,
    /// Price of the stays as they were accepted, in minor units.
    pub before_minor: i64,
    /// Price of the same stays under the other tariff, in minor units.
    pub after_minor: i64,
    /// Stays that become dearer.
    pub dearer: i64,
    /// Stays that become cheaper.
    pub cheaper: i64,
    /// Stays whose price a cap of the other tariff lowers.
    pub caps_hit: i64,
    /// Stays that the other tariff does not allow. They are priced until the first instant at
    /// which the vehicle may not park; longer than the maximum stay, in full.
    pub refused: i64,
    /// `None` without an elasticity.
    pub expected: Option<ExpectedFigures>,
}

/// A past stay as it was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedStay {
    pub parts: Vec<StayPart>,
    pub agreed_minor: i64,
    /// Class of the vehicle, if it is known.
    pub vehicle_class: Option<VehicleClass>,
}

impl ReplayFigures {
    /// Returns the figures before the first stay is added.
    pub fn empty(elasticity: Option<Elasticity>) -> Self {
        let expected = elasticity.map(|_| ExpectedFigures::default());
        Self { expected, ..Self::default() }
    }

    /// Returns the figures of one stay; `None` if nothing is left of it. The vehicle class is the
    /// one that was priced last, else that of the vehicle, else a car.
    pub fn of(
        stay: &AcceptedStay,
        version: &Arc<PublishedVersion>,
        currency: Currency,
        elasticity: Option<Elasticity>,
    ) -> Option<Self> {
        let (first, last) = (stay.parts.first()?, stay.parts.last()?);
        let period = Period::new(first.period.starts_at(), last.period.ends_at())?;
        let class = match last.rate {
            PartRate::Tariff { class, .. } => class,
            PartRate::Flat { .. } => stay.vehicle_class.unwrap_or(VehicleClass::Car),
        };
        let before = price_of_parts(&stay.parts, currency, Some(stay.agreed_minor)).total;
        let version_rate =
            PartRate::Tariff { version: Arc::clone(version), class, rate_cap_minor: None };
        let rate = version_rate.capped(last.rate.rate_cap_minor());
        let after = price_of_parts(&[StayPart { period, rate }], currency, None);
        let is_capped = after.lines.iter().any(|line| is_cap(line.kind));
        let vehicle = Vehicle::of(class);
        let refusal = version.tariff.may_park(version.time_zone, vehicle, period).err();
        let (before, after) = (before.amount_minor, after.total.amount_minor);
        Some(Self {
            stays: 1,
            before_minor: before,
            after_minor: after,
            dearer: i64::from(before < after),
            cheaper: i64::from(after < before),
            caps_hit: i64::from(is_capped),
            refused: i64::from(refusal.is_some()),
            expected: elasticity.map(|elasticity| elasticity.expected(before, after)),
        })
    }
}

impl AddAssign for ReplayFigures {
    fn add_assign(&mut self, other: Self) {
        self.stays += other.stays;
        self.before_minor += other.before_minor;
        self.after_minor += other.after_minor;
        self.dearer += other.dearer;
        self.cheaper += other.cheaper;
        self.caps_hit += other.caps_hit;
        self.refused += other.refused;
        self.expected = self.expected.zip(other.expected).map(|(one, other)| one + other);
    }
}

fn is_cap(kind: StayLineKind) -> bool {
    matches!(kind, StayLineKind::DayCap | StayLineKind::RollingCap | StayLineKind::StayCap)
}

#[cfg(test)]
mod tests;
