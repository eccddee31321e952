//! Overlaps and gaps of the bands, on every date of a calendar.
//!
//! The dates are those from 2024 to 2051, in which every weekday falls on every day of the year,
//! and all later ones that the document names.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::{
    TariffError,
    document::{Band, TariffDocument},
    values::{SeasonDate, TimeOfDay},
};

/// Number of bits of [`DayKind`].
pub(super) const MAX_BANDS: usize = 64;

const FIRST_DATE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 1, 1);
/// After this number of days, weekdays fall on the same days of the year again.
const CYCLE: Days = Days::new(28 * 365 + 7);

/// The bands that begin on a date, and those that began on the date before, as bits.
type DayKind = (u64, u64);

/// The time of a band on one date, in minutes since midnight.
struct Interval<'a> {
    index: usize,
    band: &'a Band,
    from: u32,
    to: u32,
}

/// Returns an error for each pair of bands that hold at the same time for the same vehicle.
pub(super) fn overlaps(document: &TariffDocument) -> Vec<TariffError> {
    let (mut pairs, mut errors) = (BTreeSet::new(), Vec::new());
    for (kind, date) in day_kinds(document) {
        let intervals = intervals(document, kind);
        for second in &intervals {
            for first in intervals.iter().take_while(|first| first.index < second.index) {
                let at = first.from.max(second.from);
                let is_overlap = at < first.to.min(second.to)
                    && first.band.priority == second.band.priority
                    && share_vehicles(first.band, second.band);
                if is_overlap && pairs.insert((first.index, second.index)) {
                    errors.push(TariffError::new(
                        &format!("/bands/{}", second.index),
                        &format!(
                            "overlaps /bands/{} on {} at {}; give one of them a higher priority",
                            first.index,
                            date.format("%A %Y-%m-%d"),
                            time(at),
                        ),
                    ));
                }
            }
        }
    }
    errors
}

/// Returns the pairs of bands with a maximum stay of which one ends when the other begins, or
/// later, if they admit a common vehicle.
pub(super) fn meetings(document: &TariffDocument) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for kind in day_kinds(document).into_keys() {
        let mut times = intervals(document, kind);
        times.extend(ended_at_midnight(document, kind));
        times.retain(|time| time.band.max_stay_minutes.is_some());
        for second in &times {
            for first in times.iter().filter(|first| first.index < second.index) {
                let meet = first.from.max(second.from) <= first.to.min(second.to);
                if meet && share_vehicles(first.band, second.band) {
                    pairs.insert((first.index, second.index));
                }
            }
        }
    }
    pairs
}

/// Returns the first time of a day in which no band is active.
pub(super) fn first_gap(document: &TariffDocument) -> Option<(NaiveDate, TimeOfDay)> {
    day_kinds(document).into_iter().find_map(|(kind, date)| {
        let mut intervals = intervals(document, kind);
        intervals.sort_by_key(|interval| interval.from);
        let mut covered = 0;
        for interval in intervals {
            if covered < interval.from {
                break;
            }
            covered = covered.max(interval.to);
        }
        (covered < TimeOfDay::END_OF_DAY.minutes()).then(|| (date, time(covered)))
    })
}

/// Returns the different kinds of days, each with its first date.
fn day_kinds(document: &TariffDocument) -> BTreeMap<DayKind, NaiveDate> {
    let mut kinds = BTreeMap::new();
    let Some((first, last)) = dates(document) else { return kinds };
    let mut before = None;
    for date in first.iter_days().take_while(|date| *date < last) {
        let begins = beginning(document, date);
        if let Some(before) = before {
            kinds.entry((begins, before)).or_insert(date);
        }
        before = Some(begins);
    }
    kinds
}

/// Returns the first date of the calendar and the one after its last.
fn dates(document: &TariffDocument) -> Option<(NaiveDate, NaiveDate)> {
    let seasons = document.bands.iter().flat_map(|band| &band.seasons);
    let bounds = seasons.flat_map(|season| [season.from, season.to]).flatten();
    let named = bounds.filter_map(|bound| match bound {
        SeasonDate::Yearly(_) => None,
        SeasonDate::Once(date) => Some(date),
    });
    let last = named.chain(document.holidays.values().flatten().copied()).max();
    let first = FIRST_DATE?.pred_opt()?;
    Some((first, first.max(last.unwrap_or(first)).checked_add_days(CYCLE)?.succ_opt()?))
}

fn beginning(document: &TariffDocument, date: NaiveDate) -> u64 {
    let bands = document.bands.iter().take(MAX_BANDS).enumerate();
    bands
        .filter(|(_, band)| band.begins_on(date, &document.holidays))
        .fold(0_u64, |bits, (index, _)| bits | (1_u64 << index))
}

/// Returns the times of the bands on a date, ordered by band.
fn intervals(document: &TariffDocument, (begins, began_before): DayKind) -> Vec<Interval<'_>> {
    let mut intervals = Vec::new();
    for (index, band) in document.bands.iter().take(MAX_BANDS).enumerate() {
        let is_in = |bits: u64| (bits >> index) & 1 == 1;
        let (from, to) = (band.from.minutes(), band.to.minutes());
        if band.spans_midnight() && is_in(began_before) {
            intervals.push(Interval { index, band, from: 0, to });
        }
        if is_in(begins) {
            let end = if band.spans_midnight() { TimeOfDay::END_OF_DAY.minutes() } else { to };
            intervals.push(Interval { index, band, from, to: end });
        }
    }
    intervals
}

/// Returns the bands that ended with the date before, as empty times at the start of the date.
fn ended_at_midnight(
    document: &TariffDocument,
    (_, began_before): DayKind,
) -> impl Iterator<Item = Interval<'_>> {
    let bands = document.bands.iter().take(MAX_BANDS).enumerate();
    bands
        .filter(move |(index, band)| {
            (began_before >> index) & 1 == 1 && band.to == TimeOfDay::END_OF_DAY
        })
        .map(|(index, band)| Interval { index, band, from: 0, to: 0 })
}

/// Returns whether some vehicle is admitted to both bands.
fn share_vehicles(first: &Band, second: &Band) -> bool {
    share(&first.only_classes, &second.only_classes)
        && share(&first.only_permits, &second.only_permits)
}

/// An empty list contains everything.
fn share<T: PartialEq>(first: &[T], second: &[T]) -> bool {
    first.is_empty() || second.is_empty() || first.iter().any(|one| second.contains(one))
}

fn time(minutes: u32) -> TimeOfDay {
    TimeOfDay::from_minutes(minutes).unwrap_or(TimeOfDay::END_OF_DAY)
}
