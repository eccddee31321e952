//! The price of a stay whose parts have different rates or tariffs.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    posted::PublishedVersion,
    price::{Piece, lines_of},
    tariff::{LineKind, PriceLine, StayPrice, Vehicle},
};
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        money::{Currency, Money},
        period::Period,
    },
};

/// A part of a stay with the rate or the tariff that was accepted for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayPart {
    pub period: Period,
    pub rate: PartRate,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartRate {
    Flat {
        /// At most the cap.
        rate_minor_per_hour: i32,
        /// The driver's highest rate per hour, if it lowered the rate.
        rate_cap_minor: Option<i32>,
    },
    Tariff {
        version: Arc<PublishedVersion>,
        class: VehicleClass,
        /// The driver's highest rate per hour, if the tariff has a higher one.
        rate_cap_minor: Option<i32>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartsPrice {
    pub total: Money,
    /// The amounts add up to the total.
    pub lines: Vec<StayLine>,
}

/// A line of a quote or a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayLine {
    pub kind: StayLineKind,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Before the factor of the vehicle class; `None` for free time outside of the bands, and for
    /// adjustments.
    pub rate_minor_per_hour: Option<i64>,
    /// Share in the total; negative for caps, and for `quoted` of a stay. Of an extension, lines
    /// that are withdrawn have the opposite sign.
    pub amount_minor: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StayLineKind {
    /// Time at a flat rate.
    Rate,
    Band,
    /// Time outside of the bands.
    Outside,
    /// Free time at the start of the stay, inside of a band.
    Free,
    DayCap,
    RollingCap,
    StayCap,
    Minimum,
    /// The difference to the lower amount that was accepted; of an extension that would lower the
    /// price, the difference to zero.
    Quoted,
}

/// Returns the price of a stay, whose parts are in order of time.
///
/// Adjacent parts with the same version, class and rate cap are one stay for the tariff: steps,
/// caps, free time and the minimum count from the start of the first part. All parts at flat rates
/// are summed and rounded once. Time from the first instant at which a tariff refuses the vehicle
/// costs nothing: the rules were checked when the part was accepted.
///
/// `agreed_minor` is the highest total; a line `quoted` lowers the sum to it.
pub fn price_of_parts(
    parts: &[StayPart],
    currency: Currency,
    agreed_minor: Option<i64>,
) -> PartsPrice {
    let mut flat_amounts = flat_amounts(parts).into_iter();
    let mut lines = Vec::new();
    for stay in parts.chunk_by(StayPart::is_continued_by) {
        let (Some(first), Some(last)) = (stay.first(), stay.last()) else { continue };
        let (from, to) = (first.period.starts_at(), last.period.ends_at());
        match &first.rate {
            PartRate::Flat { rate_minor_per_hour, .. } => lines.push(StayLine {
                kind: StayLineKind::Rate,
                from,
                to,
                rate_minor_per_hour: Some(i64::from(*rate_minor_per_hour)),
                amount_minor: flat_amounts.next().unwrap_or_default(),
            }),
            PartRate::Tariff { version, class, rate_cap_minor } => {
                let period = Period::new(from, to).unwrap_or(first.period);
                let vehicle = Vehicle::of(*class).with_rate_cap(rate_cap_minor.map(i64::from));
                lines.extend(tariff_lines(version, vehicle, period));
            }
        }
    }
    let sum = sum_of(&lines);
    if let (Some(agreed), Some(first), Some(last)) = (agreed_minor, parts.first(), parts.last())
        && agreed < sum
    {
        lines.push(StayLine {
            kind: StayLineKind::Quoted,
            from: first.period.starts_at(),
            to: last.period.ends_at(),
            rate_minor_per_hour: None,
            amount_minor: agreed - sum,
        });
    }
    PartsPrice { total: Money::new(sum_of(&lines), currency), lines }
}

impl StayPart {
    /// Returns the part without a rate cap; a flat rate remains as it is.
    #[must_use]
    pub fn uncapped(&self) -> Self {
        let rate = match &self.rate {
            PartRate::Tariff { version, class, .. } => PartRate::Tariff {
                version: Arc::clone(version),
                class: *class,
                rate_cap_minor: None,
            },
            PartRate::Flat { .. } => self.rate.clone(),
        };
        Self { period: self.period, rate }
    }

    /// Returns whether both parts are one stay for their tariff.
    pub fn is_continued_by(&self, next: &Self) -> bool {
        match (&self.rate, &next.rate) {
            (
                PartRate::Tariff { version, class, rate_cap_minor },
                PartRate::Tariff {
                    version: next_version,
                    class: next_class,
                    rate_cap_minor: next_cap,
                },
            ) => {
                version.id == next_version.id
                    && (class, rate_cap_minor) == (next_class, next_cap)
                    && self.period.ends_at() == next.period.starts_at()
            }
            _ => false,
        }
    }
}

impl PartRate {
    /// Lowers the rates to a cap per hour, in minor units. A cap that no rate exceeds changes
    /// nothing, and is not kept.
    #[must_use]
    pub fn capped(self, rate_cap_minor: Option<i32>) -> Self {
        let Some(cap) = rate_cap_minor else { return self };
        match self {
            Self::Flat { rate_minor_per_hour, .. } if cap < rate_minor_per_hour => {
                Self::Flat { rate_minor_per_hour: cap, rate_cap_minor }
            }
            Self::Tariff { version, class, .. }
                if i64::from(cap) < version.tariff.highest_rate() =>
            {
                Self::Tariff { version, class, rate_cap_minor }
            }
            same => same,
        }
    }

    /// Returns the driver's highest rate per hour, if it lowers a rate.
    pub fn rate_cap_minor(&self) -> Option<i32> {
        match self {
            Self::Flat { rate_cap_minor, .. } | Self::Tariff { rate_cap_minor, .. } => {
                *rate_cap_minor
            }
        }
    }
}

/// Returns the amounts of the parts at flat rates, in order.
fn flat_amounts(parts: &[StayPart]) -> Vec<i64> {
    let pieces = parts.iter().filter_map(|part| match part.rate {
        PartRate::Flat { rate_minor_per_hour, .. } => {
            Some(Piece { rate_minor_per_hour, seconds: part.period.seconds() })
        }
        PartRate::Tariff { .. } => None,
    });
    lines_of(&pieces.collect::<Vec<_>>())
}

fn tariff_lines(version: &PublishedVersion, vehicle: Vehicle<'_>, period: Period) -> Vec<StayLine> {
    let price = |period| version.tariff.price(version.time_zone, vehicle, period);
    let allowed = price(period).or_else(|refusal| match period.until(refusal.at) {
        Some(before) => price(before),
        None => Err(refusal),
    });
    allowed.map(|price| PartsPrice::from(price).lines).unwrap_or_default()
}

fn sum_of(lines: &[StayLine]) -> i64 {
    lines.iter().map(|line| line.amount_minor).sum()
}

impl From<StayPrice> for PartsPrice {
    fn from(price: StayPrice) -> Self {
        Self { total: price.total, lines: price.lines.into_iter().map(StayLine::from).collect() }
    }
}

impl From<PriceLine> for StayLine {
    fn from(line: PriceLine) -> Self {
        let PriceLine { kind, from, to, rate_minor_per_hour, amount_minor, .. } = line;
        Self { kind: kind.into(), from, to, rate_minor_per_hour, amount_minor }
    }
}

impl From<LineKind> for StayLineKind {
    fn from(kind: LineKind) -> Self {
        match kind {
            LineKind::Band => Self::Band,
            LineKind::Outside => Self::Outside,
            LineKind::Free => Self::Free,
            LineKind::DayCap => Self::DayCap,
            LineKind::RollingCap => Self::RollingCap,
            LineKind::StayCap => Self::StayCap,
            LineKind::Minimum => Self::Minimum,
        }
    }
}

#[cfg(test)]
mod tests;
