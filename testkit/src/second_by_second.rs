//! The price of a stay, one second at a time: slow, and independent of the code that it checks.
#![expect(clippy::indexing_slicing, reason = "the table covers the stay")]

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use shared::pricing::domain::tariff::{
    Vehicle,
    document::{Band, FreeStays, Outside, Season, TariffDocument},
    values::SeasonDate,
};

/// Rule of one second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    Band(usize),
    Outside,
    Refused,
}

/// Returns the rule of each second, given as local time. Within a minute it never changes.
pub fn moments(
    document: &TariffDocument,
    vehicle: Vehicle<'_>,
    seconds: &[NaiveDateTime],
) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::with_capacity(seconds.len());
    let mut minute = None;
    for second in seconds {
        let this = (second.date(), second.hour(), second.minute());
        let moment = match moments.last() {
            Some(last) if minute == Some(this) => *last,
            _ => rule(document, vehicle, *second),
        };
        minute = Some(this);
        moments.push(moment);
    }
    moments
}

fn rule(document: &TariffDocument, vehicle: Vehicle<'_>, local: NaiveDateTime) -> Moment {
    let bands = document.bands.iter().enumerate();
    let active: Vec<_> = bands.filter(|(_, band)| is_active(document, band, local)).collect();
    let admits = |band: &Band| {
        let permits = &band.only_permits;
        (band.only_classes.is_empty() || band.only_classes.contains(&vehicle.class))
            && (permits.is_empty()
                || vehicle.permit.is_some_and(|permit| permits.contains(&permit.to_owned())))
    };
    let held = active.iter().filter(|(_, band)| admits(band)).max_by_key(|(_, band)| band.priority);
    match held {
        Some((_, band)) if band.closed => Moment::Refused,
        Some((index, _)) => Moment::Band(*index),
        None if active.iter().any(|(_, band)| !band.closed) => Moment::Refused,
        None if document.outside == Outside::Free => Moment::Outside,
        None => Moment::Refused,
    }
}

/// A band is active if it began less than its length ago, today or yesterday.
fn is_active(document: &TariffDocument, band: &Band, local: NaiveDateTime) -> bool {
    let (from, to) = (band.from.minutes(), band.to.minutes());
    let length = if from < to { to - from } else { to + 24 * 60 - from };
    let minute = local.hour() * 60 + local.minute();
    let yesterday = local.date() - TimeDelta::days(1);
    [(local.date(), minute), (yesterday, minute + 24 * 60)]
        .into_iter()
        .any(|(date, since)| from <= since && since < from + length && begins(document, band, date))
}

fn begins(document: &TariffDocument, band: &Band, date: NaiveDate) -> bool {
    let weekday = date.format("%a").to_string();
    let is_in = |names: &[String]| names.iter().any(|name| document.holidays[name].contains(&date));
    (band.days.is_empty() || band.days.iter().any(|day| format!("{day:?}") == weekday))
        && (band.seasons.is_empty() || band.seasons.iter().any(|season| is_inside(season, date)))
        && (band.on_holidays.is_empty() || is_in(&band.on_holidays))
        && !is_in(&band.except_holidays)
}

/// Compares dates as text.
fn is_inside(season: &Season, date: NaiveDate) -> bool {
    let same_form = |bound: SeasonDate| match bound {
        SeasonDate::Yearly(_) => date.format("%m-%d").to_string(),
        SeasonDate::Once(_) => date.format("%Y-%m-%d").to_string(),
    };
    let is_after = season.from.is_none_or(|from| from.to_string() <= same_form(from));
    let is_before = season.to.is_none_or(|to| same_form(to) <= to.to_string());
    match (season.from, season.to) {
        (Some(from), Some(to)) if to.to_string() < from.to_string() => is_after || is_before,
        _ => is_after && is_before,
    }
}

/// Returns the price of a stay of `length` seconds from the second `start`; `None` if some of it is
/// refused. `local` and `moments` go on for at least an increment after the stay.
pub fn price(
    document: &TariffDocument,
    vehicle: Vehicle<'_>,
    (local, moments): (&[NaiveDateTime], &[Moment]),
    start: usize,
    length: usize,
) -> Option<i64> {
    let class = document.classes.iter().find(|rule| rule.class == vehicle.class);
    let is_refused = class.is_some_and(|rule| rule.refused)
        || moments[start..start + length].contains(&Moment::Refused);
    if is_refused {
        return None;
    }
    let (free, billed) = free_and_billed(document, length);
    let mut days: BTreeMap<i64, i64> = BTreeMap::new();
    for elapsed in 0..billed {
        let band = match moments[start + elapsed] {
            Moment::Refused => break,
            Moment::Outside => continue,
            Moment::Band(index) => &document.bands[index],
        };
        if elapsed < free {
            continue;
        }
        let mut rate = band.rate_minor_per_hour.unwrap();
        for step in &band.steps {
            if seconds(step.after_minutes) <= elapsed {
                rate = step.rate_minor_per_hour;
            }
        }
        if let Some(cap) = vehicle.rate_cap_minor {
            rate = rate.min(cap);
        }
        let day = if document.caps.per_day_minor.is_some() {
            i64::from(local[start + elapsed].num_days_from_ce())
        } else {
            i64::try_from(elapsed / 86_400).unwrap()
        };
        *days.entry(day).or_default() += rate;
    }
    let caps = document.caps;
    let most = |cap: Option<i64>, sum: i64| cap.map_or(sum, |cap| sum.min(cap * 3_600));
    let day_cap = caps.per_day_minor.or(caps.per_24_hours_minor);
    let sum = most(caps.per_stay_minor, days.values().map(|sum| most(day_cap, *sum)).sum());
    let factor = class.and_then(|rule| rule.factor);
    let (numerator, denominator): (i64, i64) =
        factor.map_or((1, 1), |factor| (factor.numerator().into(), factor.denominator().into()));
    let minimum = if sum == 0 { 0 } else { document.minimum_minor.unwrap_or(0) };
    Some(
        half_up(sum * numerator, 3_600 * denominator)
            .max(half_up(minimum * numerator, denominator)),
    )
}

/// Returns the number of free seconds at the start, and that of billed ones, free or not.
fn free_and_billed(document: &TariffDocument, length: usize) -> (usize, usize) {
    let increment = usize::try_from(document.increment_seconds.unwrap_or(1)).unwrap();
    let billed = length.div_ceil(increment) * increment;
    match document.free {
        Some(free) if length <= seconds(free.minutes) => (length, length),
        Some(free) if free.applies_to == FreeStays::EveryStay => (seconds(free.minutes), billed),
        _ => (0, billed),
    }
}

fn seconds(minutes: i64) -> usize {
    usize::try_from(minutes * 60).unwrap()
}

fn half_up(numerator: i64, denominator: i64) -> i64 {
    numerator / denominator + i64::from(denominator <= numerator % denominator * 2)
}
