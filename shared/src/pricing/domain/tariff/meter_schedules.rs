//! Schedules of parking meters, one row for its days and time, as tariffs.
//!
//! Parking is free outside of the schedules, if one of them allows it at present. A replacing
//! schedule holds instead of the charged ones of its time, and a closed one instead of both.

mod texts;

use chrono::NaiveDate;

use super::{
    Tariff,
    dated_season::dated_season,
    document::Band,
    meter_hours::{COMMERCIAL, UnknownRules, document, unknown},
    posted_bands::{at_all_times, join_bands},
    values::Day,
};
use crate::{
    identity::domain::vehicle::VehicleClass,
    places::domain::posted_rules::{Mapped, MeterUse, Schedule, ScheduleKind},
    platform::domain::money::Currency,
};

/// Terms that all schedules of a meter share.
#[derive(Debug, Clone, Copy)]
pub struct MeterTerms<'a> {
    /// For schedules without vehicles of their own.
    pub vehicles: &'a Mapped<MeterUse>,
    /// Rate per hour in minor units, for files without rates.
    pub assumed_rate_minor: Option<i32>,
    pub currency: Currency,
    /// Schedules that ended before this day are left out.
    pub today: NaiveDate,
}

/// Effect of a schedule on its time.
enum Effect {
    Closed,
    Charged { rate_minor_per_hour: i64, max_stay_minutes: Option<i64>, only: Vec<VehicleClass> },
}

/// Returns the tariff of a meter.
///
/// # Errors
/// `UnknownRules` with the first value that is missing or not understood, or if no schedule allows
/// parking at present, unless they close all times.
pub fn schedules_tariff(
    schedules: &[Schedule],
    terms: MeterTerms<'_>,
) -> Result<Tariff, UnknownRules> {
    let mut bands = Vec::new();
    for schedule in schedules {
        for band in bands_of(schedule, terms)? {
            add(&mut bands, band);
        }
    }
    if bands.is_empty() {
        return Err(unknown("the meter has no schedule"));
    }
    let mut bands = join_bands(bands);
    bands.sort_by(|one, other| order(one).cmp(&order(other)));
    let tariff = Tariff::new(document(bands, terms.currency))
        .map_err(|errors| unknown(&errors.first().map(ToString::to_string).unwrap_or_default()))?;
    if tariff.states_present_rules(terms.today) {
        Ok(tariff.with_shared_limit())
    } else {
        Err(unknown("no schedule allows parking at present"))
    }
}

/// Returns the bands of a schedule: none if it has no effect, a second one if it excludes vehicles
/// from its time.
fn bands_of(schedule: &Schedule, terms: MeterTerms<'_>) -> Result<Vec<Band>, UnknownRules> {
    let kind = *schedule.kind.as_ref().map_err(|text| unmapped("kind", text))?;
    if kind == ScheduleKind::Ignored {
        return Ok(Vec::new());
    }
    let (first, last) = (texts::date(&schedule.valid_from)?, texts::date(&schedule.valid_to)?);
    if last.is_some_and(|last| last < terms.today) {
        return Ok(Vec::new());
    }
    let (from, to) = texts::times(&schedule.from, &schedule.to)?;
    let band = |priority: i32| Band {
        from,
        to,
        seasons: dated_season(first, last).into_iter().collect(),
        priority,
        closed: true,
        ..at_all_times()
    };
    let priority = match kind {
        ScheduleKind::Charged | ScheduleKind::Ignored => 0,
        ScheduleKind::Replacing => 2,
        ScheduleKind::Closed => 4,
    };
    let mut bands = Vec::new();
    match effect(schedule, kind, terms)? {
        Effect::Closed => bands.push(band(priority)),
        Effect::Charged { rate_minor_per_hour, max_stay_minutes, only } => {
            // Other vehicles may not park by the schedule that is replaced.
            if kind == ScheduleKind::Replacing && !only.is_empty() {
                bands.push(band(priority - 1));
            }
            bands.push(Band {
                rate_minor_per_hour: Some(rate_minor_per_hour),
                closed: false,
                max_stay_minutes,
                only_classes: only,
                ..band(priority)
            });
        }
    }
    let days = texts::days(&schedule.days)?;
    bands.iter_mut().for_each(|band| band.days.clone_from(&days));
    Ok(bands)
}

fn effect(
    schedule: &Schedule,
    kind: ScheduleKind,
    terms: MeterTerms<'_>,
) -> Result<Effect, UnknownRules> {
    let limit = texts::limit(&schedule.limit)?;
    // Cities write a maximum stay of 0 for times without parking.
    if kind == ScheduleKind::Closed || limit == Some(0) {
        return Ok(Effect::Closed);
    }
    let own = schedule.vehicles.as_ref().map_err(|text| unmapped("vehicles", text))?;
    let vehicles = match own {
        Some(vehicles) => *vehicles,
        None if kind == ScheduleKind::Replacing => MeterUse::Any,
        None => *terms.vehicles.as_ref().map_err(|text| unmapped("vehicles", text))?,
    };
    let only = match vehicles {
        MeterUse::Any => Vec::new(),
        MeterUse::Commercial => COMMERCIAL.to_vec(),
        MeterUse::Trucks => vec![VehicleClass::Truck],
        MeterUse::Motorcycles => vec![VehicleClass::Motorcycle],
        MeterUse::Others => return Ok(Effect::Closed),
    };
    let rate = match (&schedule.rate, terms.assumed_rate_minor) {
        (Some(text), _) => texts::rate(text, terms.currency)?,
        (None, assumed) => assumed.map(i64::from),
    };
    match rate {
        Some(rate_minor_per_hour) => {
            Ok(Effect::Charged { rate_minor_per_hour, max_stay_minutes: limit, only })
        }
        // The time is kept for another use.
        None if kind == ScheduleKind::Replacing => Ok(Effect::Closed),
        None => Err(unknown("a rate is missing")),
    }
}

fn unmapped(what: &str, text: &str) -> UnknownRules {
    unknown(&format!("the mapping does not have the {what} {text:?}"))
}

/// Adds a band, or its days to one that is otherwise the same.
fn add(bands: &mut Vec<Band>, band: Band) {
    let without_days = |band: &Band| Band { days: Vec::new(), ..band.clone() };
    let same = bands.iter_mut().find(|other| without_days(other) == without_days(&band));
    match same {
        Some(other) => {
            other.days.extend(band.days);
            other.days.sort_unstable();
            other.days.dedup();
        }
        None => bands.push(band),
    }
}

/// The order of bands does not depend on that of the rows.
fn order(band: &Band) -> (i32, &[Day], u32, u32, Option<String>) {
    let season = band.seasons.first().and_then(|season| season.from);
    let times = (band.from.minutes(), band.to.minutes());
    (band.priority, &band.days, times.0, times.1, season.map(|first| first.to_string()))
}

#[cfg(test)]
mod tests;
