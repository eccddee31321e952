//! A period, cut wherever its rule may change.
//!
//! The cuts are instants. Local times are only read from instants, never converted back, so that
//! repeated and skipped hours need no special case.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

use super::{Tariff, Vehicle, document::TariffDocument, schedule::Rule, values::TimeOfDay};

/// A part of a period with one rule, on one local date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slice<'a> {
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
    pub(super) date: NaiveDate,
    pub(super) rule: Rule<'a>,
}

impl Tariff {
    /// Returns the slices of `[from, to)` in order, also cut at the given instants. `from` and `to`
    /// are in whole seconds.
    pub(super) fn slices<'a>(
        &'a self,
        zone: Tz,
        vehicle: Vehicle<'a>,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        cuts: &'a [DateTime<Utc>],
    ) -> impl Iterator<Item = Slice<'a>> {
        let clock = WallClock::new(zone, self.document());
        let mut at = from;
        std::iter::from_fn(move || {
            if at >= to {
                return None;
            }
            let local = clock.local(at);
            let cut = cuts.iter().copied().filter(|cut| at < *cut).min().unwrap_or(to);
            let end = clock.next_change(at).min(cut).min(to);
            let rule = self.rule_at(vehicle, local);
            let slice = Slice { from: at, to: end, date: local.date(), rule };
            at = end;
            Some(slice)
        })
    }
}

/// The wall clock of a place, with the times of the day at which a band begins or ends.
struct WallClock {
    zone: Tz,
    /// Seconds since midnight, in order; the last one is midnight.
    edges: Vec<u32>,
}

impl WallClock {
    fn new(zone: Tz, document: &TariffDocument) -> Self {
        let bands = document.bands.iter();
        let mut edges: Vec<_> =
            bands.flat_map(|band| [band.from.seconds(), band.to.seconds()]).collect();
        edges.push(TimeOfDay::END_OF_DAY.seconds());
        edges.sort_unstable();
        Self { zone, edges }
    }

    fn offset(&self, at: DateTime<Utc>) -> i32 {
        self.zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
    }

    fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + TimeDelta::seconds(self.offset(at).into())
    }

    /// Returns the next instant at which a band may begin or end, the local date changes, or the
    /// clock is changed. Assumes that no clock is changed twice in one day.
    fn next_change(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let second = self.local(at).num_seconds_from_midnight();
        let edge = self.edges.iter().copied().find(|edge| second < *edge);
        let wait = edge.map_or(1, |edge| i64::from(edge - second));
        let next = at + TimeDelta::seconds(wait);
        if self.offset(next) == self.offset(at) { next } else { self.clock_change(at, next) }
    }

    /// Returns the first second of `(before, after]` whose offset is not that of `before`.
    fn clock_change(&self, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
        let offset = self.offset(before);
        while (after - before).num_seconds() > 1 {
            let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
            if self.offset(middle) == offset {
                before = middle;
            } else {
                after = middle;
            }
        }
        after
    }
}
