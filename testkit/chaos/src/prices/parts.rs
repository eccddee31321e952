//! Parts of a stay, and their price.

use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use shared::{
    identity::domain::vehicle::VehicleClass,
    pricing::domain::tariff::{Vehicle, document::TariffDocument},
};
use testkit::second_by_second::{moments, price};
use uuid::Uuid;

use super::rows::Row;

/// More than the largest increment.
const MARGIN: usize = 60;

pub(super) struct Segment {
    pub(super) revision: i32,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    /// End of the remaining period; `None` if nothing remains.
    pub(super) used_until: Option<DateTime<Utc>>,
    pub(super) rate_minor_per_hour: i64,
    /// `None` for a flat rate.
    pub(super) rules: Option<Rules>,
    pub(super) quoted_minor: Option<i64>,
}

pub(super) struct Rules {
    pub(super) version: Uuid,
    pub(super) class: VehicleClass,
    pub(super) zone: Tz,
    pub(super) document: TariffDocument,
    /// Highest rate of a driver with a reduced-rate permit.
    pub(super) rate_cap_minor: Option<i64>,
}

/// A part of a stay, with the segment that prices it.
pub(super) struct Part<'a> {
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
    pub(super) segment: &'a Segment,
}

impl Segment {
    pub(super) fn read(row: &Row) -> Result<Self> {
        let rules = match (row.version, &row.class, &row.time_zone, &row.document) {
            (Some(version), Some(class), Some(zone), Some(document)) => Some(Rules {
                version,
                class: class.parse().map_err(|_| anyhow!("unknown class {class}"))?,
                zone: zone.parse().map_err(|_| anyhow!("unknown time zone {zone}"))?,
                document: serde_json::from_str(document)?,
                rate_cap_minor: row.rate_cap_minor,
            }),
            _ => None,
        };
        Ok(Self {
            revision: row.revision,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            used_until: row.used_until,
            rate_minor_per_hour: row.rate_minor_per_hour,
            rules,
            quoted_minor: row.quoted_minor,
        })
    }

    pub(super) fn agreed(&self) -> Part<'_> {
        Part { from: self.starts_at, to: self.ends_at, segment: self }
    }

    pub(super) fn used(&self) -> Option<Part<'_>> {
        Some(Part { from: self.starts_at, to: self.used_until?, segment: self })
    }
}

impl Part<'_> {
    /// Returns the part without the time before `start`; `None` if nothing remains.
    pub(super) fn since(self, start: DateTime<Utc>) -> Option<Self> {
        let from = self.from.max(start);
        (from < self.to).then_some(Self { from, ..self })
    }

    /// Returns whether both parts are one stay for their tariff.
    fn is_continued_by(&self, next: &Self) -> bool {
        let rules = self.segment.rules.as_ref().zip(next.segment.rules.as_ref());
        let is_same = rules.is_some_and(|(rules, next)| {
            (rules.version, rules.class, rules.rate_cap_minor)
                == (next.version, next.class, next.rate_cap_minor)
        });
        is_same && self.to == next.from
    }
}

/// Appends the segments to the parts. Returns the sum of the prices accepted for them, one after
/// the other.
pub(super) fn accept<'a>(parts: &mut Vec<Part<'a>>, segments: &'a [Segment]) -> Result<i64> {
    let (mut sum, mut before) = (0, total(parts)?);
    for segment in segments {
        parts.push(segment.agreed());
        let price = total(parts)?;
        let added = (price - before).max(0);
        sum += segment.quoted_minor.map_or(added, |quoted| quoted.min(added));
        before = price;
    }
    Ok(sum)
}

/// Returns the price of consecutive parts.
pub(super) fn total(parts: &[Part<'_>]) -> Result<i64> {
    let (mut flat, mut sum) = (0, 0);
    for stay in parts.chunk_by(Part::is_continued_by) {
        let (Some(first), Some(last)) = (stay.first(), stay.last()) else { continue };
        let seconds = (last.to - first.from).num_seconds();
        match &first.segment.rules {
            None => flat += first.segment.rate_minor_per_hour * seconds,
            Some(rules) => {
                let price = rules.price(first.from, usize::try_from(seconds)?);
                sum += price.with_context(|| format!("{} is refused", rules.version))?;
            }
        }
    }
    // The sum of all flat rates is rounded once, half up.
    Ok(sum + (2 * flat + 3_600) / 7_200)
}

impl Rules {
    fn price(&self, from: DateTime<Utc>, length: usize) -> Option<i64> {
        let instants = (0..).map(|second| from + TimeDelta::seconds(second));
        let local: Vec<NaiveDateTime> = instants
            .take(length + MARGIN)
            .map(|at| at.with_timezone(&self.zone).naive_local())
            .collect();
        let vehicle = Vehicle::of(self.class).with_rate_cap(self.rate_cap_minor);
        let moments = moments(&self.document, vehicle, &local);
        price(&self.document, vehicle, (&local, &moments), 0, length)
    }
}
