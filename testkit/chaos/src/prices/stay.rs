//! A stay with the price of its parts.

use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    parts::{Part, Segment, accept, total},
    rows::Row,
};

const SECONDS_PER_MINUTE: i64 = 60;
const SECOND: TimeDelta = TimeDelta::seconds(1);

pub(super) struct Stay {
    pub(super) id: Uuid,
    pub(super) is_completed: bool,
    /// Re-seats are agreed at the price of the revoked stay, if that is lower.
    is_reseat: bool,
    begins_at: DateTime<Utc>,
    confirmation: Option<Confirmation>,
    agreed_minor: i64,
    /// Without the amounts of earlier stays; `None` before the confirmation.
    charged_minor: Option<i64>,
    segments: Vec<Segment>,
}

#[derive(Clone, Copy)]
struct Confirmation {
    revision: i32,
    at: DateTime<Utc>,
}

impl Stay {
    /// Reads the rows of one reservation, in order of time.
    pub(super) fn read(rows: &[Row]) -> Result<Self> {
        let row = rows.first().context("a stay without segments")?;
        let confirmation = row.confirmed_revision.zip(row.confirmed_at);
        Ok(Self {
            id: row.id,
            is_completed: row.status == "completed",
            is_reseat: row.is_reseat,
            begins_at: row.begins_at,
            confirmation: confirmation.map(|(revision, at)| Confirmation { revision, at }),
            agreed_minor: row.agreed_minor,
            charged_minor: row.charged_minor,
            segments: rows.iter().map(Segment::read).collect::<Result<_>>()?,
        })
    }

    pub(super) fn has_tariff(&self) -> bool {
        self.segments.iter().any(|segment| segment.rules.is_some())
    }

    /// Returns whether the stay begins later than its hold.
    pub(super) fn is_moved(&self) -> bool {
        self.segments.first().is_some_and(|first| first.starts_at < self.begins_at)
    }

    pub(super) fn crosses_minute(&self) -> bool {
        let used = self.used();
        let minute = |at: DateTime<Utc>| at.timestamp() / SECONDS_PER_MINUTE;
        let (Some(first), Some(last)) = (used.first(), used.last()) else { return false };
        minute(first.from) != minute(last.to - SECOND)
    }

    /// Fails with the first difference.
    pub(super) fn check(&self) -> Result<()> {
        let start = self.start().context("a stay without a start")?;
        if self.begins_at != start {
            return Err(anyhow!("begins at {} instead of {start}", self.begins_at));
        }
        let agreed = self.agreed().context("the agreed price")?;
        let is_lower_reseat = self.is_reseat && self.agreed_minor < agreed;
        if self.agreed_minor != agreed && !is_lower_reseat {
            return Err(anyhow!("was agreed at {} instead of {agreed}", self.agreed_minor));
        }
        let Some(charged) = self.charged_minor.filter(|_| self.is_completed) else {
            return Ok(());
        };
        let used = total(&self.used()).context("the price of the time used")?;
        let expected = used.min(self.agreed_minor);
        if charged != expected {
            return Err(anyhow!("was charged {charged} instead of {expected}"));
        }
        let quotes: Option<i64> = self.segments.iter().map(|segment| segment.quoted_minor).sum();
        match quotes {
            Some(quoted) if quoted < charged => {
                Err(anyhow!("was charged {charged}, more than the accepted quotes: {quoted}"))
            }
            _ => Ok(()),
        }
    }

    /// Returns the first full second after the confirmation, or the last second of the hold if that
    /// is earlier; the start of the hold if the stay is booked for later or is not confirmed.
    fn start(&self) -> Option<DateTime<Utc>> {
        let (held, _) = self.held_and_added();
        let (first, last) = (held.first()?, held.last()?);
        let Some(Confirmation { at, .. }) = self.confirmation else { return Some(first.starts_at) };
        let second = at.timestamp() + i64::from(0 < at.timestamp_subsec_nanos());
        let begun = DateTime::from_timestamp(second, 0)?;
        Some(begun.min(last.ends_at - SECOND).max(first.starts_at))
    }

    /// Returns the sum of the prices that the driver has accepted one after the other. The
    /// confirmation lowers it to the price of the time that remains.
    fn agreed(&self) -> Result<i64> {
        let (held, added) = self.held_and_added();
        let mut parts = Vec::new();
        let mut agreed = accept(&mut parts, held)?;
        if self.is_moved() {
            parts = self.remaining(parts);
            agreed = agreed.min(total(&parts)?);
        }
        Ok(agreed + accept(&mut parts, added)?)
    }

    /// Splits the segments into those before and those after the confirmation.
    fn held_and_added(&self) -> (&[Segment], &[Segment]) {
        let revision = self.confirmation.map_or(i32::MAX, |confirmation| confirmation.revision);
        let held = self.segments.partition_point(|segment| segment.revision < revision);
        self.segments.split_at(held)
    }

    fn used(&self) -> Vec<Part<'_>> {
        self.remaining(self.segments.iter().filter_map(Segment::used))
    }

    /// Removes the time before the start of the stay.
    fn remaining<'a>(&self, parts: impl IntoIterator<Item = Part<'a>>) -> Vec<Part<'a>> {
        parts.into_iter().filter_map(|part| part.since(self.begins_at)).collect()
    }
}

#[cfg(test)]
mod tests;
