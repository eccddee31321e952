//! Hours of parking meters in New York's notation, `2HR Pas Mon-Sat 0800-1900`, as tariffs.
//!
//! Texts consist of clauses, separated by `/`. A clause has limits (`3HR Com`), then days and
//! times in either order, then months. A commercial limit admits vans and trucks only, a passenger
//! limit every vehicle. Where both hold at once, the commercial one holds for vans and trucks. A
//! text without a limit, days or times is an error.
//!
//! Times that continue each other with the same limit are one band. Where other limits meet, each
//! counts its own time: one for the whole stay would refuse free nights, also to vehicles that only
//! one of the limits is for.

mod scan;

use scan::{Atom, Vehicles, scan};

use super::{
    Tariff,
    document::{
        Band, Caps, FollowThrough, Holidays, Outside, Overpayment, Prepay, Season, TariffDocument,
        Transitions,
    },
    posted_bands::{at_all_times, join_bands},
    values::{Day, MonthDay, SeasonDate, TimeOfDay},
};
use crate::{identity::domain::vehicle::VehicleClass, platform::domain::money::Currency};

/// The classes of commercial vehicles.
pub const COMMERCIAL: [VehicleClass; 2] = [VehicleClass::Van, VehicleClass::Truck];

/// The text of a meter is incomplete or not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rules unknown: {reason}")]
pub struct UnknownRules {
    pub reason: String,
}

/// A maximum stay, and the vehicles that it is for.
#[derive(Debug, Clone, Copy)]
struct Limit {
    minutes: i64,
    vehicles: Vehicles,
}

/// Days, times and months that share the limits before them.
#[derive(Debug, Default)]
struct Schedule {
    days: Vec<Day>,
    times: Vec<(TimeOfDay, TimeOfDay)>,
    seasons: Vec<Season>,
}

/// Returns the tariff of a meter with one rate. Parking is free outside of its hours.
///
/// # Errors
/// `UnknownRules` with the first part of the text that is missing or not understood.
pub fn parse_meter_hours(
    text: &str,
    rate_minor_per_hour: i64,
    currency: Currency,
) -> Result<Tariff, UnknownRules> {
    let atoms = scan(text)?;
    let mut bands = Vec::new();
    for clause in atoms.split(|atom| *atom == Atom::Slash).filter(|clause| !clause.is_empty()) {
        for (limits, schedule) in parse_clause(clause)? {
            bands.extend(limits.iter().flat_map(|limit| bands_of(*limit, &schedule)));
        }
    }
    if bands.is_empty() {
        return Err(unknown("the hours are blank"));
    }
    for band in &mut bands {
        band.rate_minor_per_hour = Some(rate_minor_per_hour);
    }
    Tariff::new(document(join_bands(bands), currency))
        .map_err(|errors| unknown(&errors.first().map(ToString::to_string).unwrap_or_default()))
}

/// Returns a document that refuses all stays, for a meter whose rules are unknown.
pub fn unknown_rules(currency: Currency) -> TariffDocument {
    TariffDocument { outside: Outside::Unknown, ..document(Vec::new(), currency) }
}

pub(super) fn unknown(reason: &str) -> UnknownRules {
    UnknownRules { reason: reason.to_owned() }
}

/// Returns a document with these bands, free at other times.
pub(super) fn document(bands: Vec<Band>, currency: Currency) -> TariffDocument {
    TariffDocument {
        currency,
        bands,
        outside: Outside::Free,
        transitions: Transitions {
            overpayment: Overpayment::Refunded,
            follow_through: FollowThrough::Split,
            prepay: Prepay::Allowed,
        },
        holidays: Holidays::new(),
        classes: Vec::new(),
        increment_seconds: None,
        free: None,
        minimum_minor: None,
        caps: Caps::default(),
        max_stay_minutes: None,
        no_return_minutes: None,
        note: None,
    }
}

/// Returns the schedules of a clause, each with its limits.
fn parse_clause(mut atoms: &[Atom]) -> Result<Vec<(Vec<Limit>, Schedule)>, UnknownRules> {
    let mut parsed = Vec::new();
    let mut limits = Vec::new();
    while !atoms.is_empty() {
        let stated = take_limits(&mut atoms)?;
        if !stated.is_empty() {
            limits = stated;
        }
        if limits.is_empty() {
            return Err(unknown("a maximum stay is missing"));
        }
        parsed.push((limits.clone(), take_schedule(&mut atoms)?));
    }
    Ok(parsed)
}

/// Takes limits such as `3HR Com` or `Pas 2HR`; a limit without vehicles is for all.
fn take_limits(atoms: &mut &[Atom]) -> Result<Vec<Limit>, UnknownRules> {
    let mut limits = Vec::new();
    loop {
        let (limit, rest) = match *atoms {
            [Atom::Limit(minutes), Atom::Vehicles(vehicles), rest @ ..]
            | [Atom::Vehicles(vehicles), Atom::Limit(minutes), rest @ ..] => {
                (Limit { minutes: *minutes, vehicles: *vehicles }, rest)
            }
            [Atom::Limit(minutes), rest @ ..] => {
                (Limit { minutes: *minutes, vehicles: Vehicles::All }, rest)
            }
            [Atom::Vehicles(_), ..] => return Err(unknown("a maximum stay is missing")),
            _ => return Ok(limits),
        };
        limits.push(limit);
        *atoms = rest;
    }
}

fn take_schedule(atoms: &mut &[Atom]) -> Result<Schedule, UnknownRules> {
    let mut schedule = Schedule { days: take_days(atoms), ..Schedule::default() };
    schedule.times = take_times(atoms)?;
    if schedule.days.is_empty() {
        schedule.days = take_days(atoms);
    }
    schedule.seasons = take_seasons(atoms);
    if schedule.days.is_empty() {
        return Err(unknown("days are missing"));
    }
    if schedule.times.is_empty() {
        return Err(unknown("times are missing"));
    }
    Ok(schedule)
}

fn take_days(atoms: &mut &[Atom]) -> Vec<Day> {
    let (week, mut days) = (&Day::WEEK, Vec::new());
    loop {
        match *atoms {
            [Atom::Day(first), Atom::Dash, Atom::Day(last), rest @ ..] => {
                let from_first = week.iter().cycle().skip_while(|day| *day != first);
                let before_last = from_first.take(week.len()).take_while(|day| *day != last);
                days.extend(before_last);
                days.push(*last);
                *atoms = rest;
            }
            [Atom::Day(day), rest @ ..] => {
                days.push(*day);
                *atoms = rest;
            }
            _ => return days,
        }
    }
}

fn take_times(atoms: &mut &[Atom]) -> Result<Vec<(TimeOfDay, TimeOfDay)>, UnknownRules> {
    let mut times = Vec::new();
    loop {
        match *atoms {
            [Atom::Time(from), Atom::Dash, Atom::Time(to), rest @ ..] => {
                let is_midnight = *to == TimeOfDay::START_OF_DAY;
                times.push((*from, if is_midnight { TimeOfDay::END_OF_DAY } else { *to }));
                *atoms = rest;
            }
            [Atom::Time(_) | Atom::Dash, ..] => return Err(unknown("a time has no end")),
            _ => return Ok(times),
        }
    }
}

fn take_seasons(atoms: &mut &[Atom]) -> Vec<Season> {
    let mut seasons = Vec::new();
    loop {
        let (first, last, rest) = match *atoms {
            [Atom::Month(first), Atom::Dash, Atom::Month(last), rest @ ..] => (first, last, rest),
            [Atom::Month(month), rest @ ..] => (month, month, rest),
            _ => return seasons,
        };
        let from = MonthDay::new(*first, 1).map(SeasonDate::Yearly);
        let to = MonthDay::last_of_month(*last).map(SeasonDate::Yearly);
        seasons.push(Season { from, to });
        *atoms = rest;
    }
}

fn bands_of(limit: Limit, schedule: &Schedule) -> Vec<Band> {
    let (only_classes, priority) = match limit.vehicles {
        Vehicles::All => (Vec::new(), 0),
        Vehicles::Commercial => (COMMERCIAL.to_vec(), 1),
    };
    let band = |&(from, to): &(TimeOfDay, TimeOfDay)| Band {
        days: schedule.days.clone(),
        from,
        to,
        seasons: schedule.seasons.clone(),
        priority,
        max_stay_minutes: Some(limit.minutes),
        only_classes: only_classes.clone(),
        ..at_all_times()
    };
    schedule.times.iter().map(band).collect()
}

#[cfg(test)]
mod tests;
