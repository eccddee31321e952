//! Dates of time spans as seasons.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::pricing::domain::tariff::{
    curb_policy::{CurbPlace, feed::TimeSpan},
    dated_season::dated_season,
    document::Season,
    values::{MonthDay, SeasonDate},
};

/// Bounds the number of seasons of a span with months and dates.
const MAX_YEARS: i32 = 10;

/// The first and the last day of a run, in one year.
type Run = (MonthDay, MonthDay);

/// Returns whether the span ended before today, or at its start.
pub(super) fn has_ended(span: &TimeSpan, place: CurbPlace<'_>) -> bool {
    let end = span.end_date.and_then(DateTime::from_timestamp_millis);
    let local = end.map(|end| end.with_timezone(&place.time_zone).naive_local());
    local.is_some_and(|local| local <= place.today.and_time(NaiveTime::MIN))
}

/// Returns the seasons of a span; none if it has no dates.
///
/// # Errors
/// When a date is within a day, a number is no month or day, no day is in all of them, or the span
/// has months in an open range of dates.
pub(super) fn seasons(span: &TimeSpan, zone: Tz) -> Result<Vec<Season>, String> {
    let (start, end) = (local_date(span.start_date, zone)?, local_date(span.end_date, zone)?);
    let last = end.and_then(|end| end.pred_opt());
    if start.zip(last).is_some_and(|(start, last)| last < start) {
        return Err("a time span ends before it begins".to_owned());
    }
    let Some(yearly) = yearly(span)? else {
        return Ok(dated_season(start, last).into_iter().collect());
    };
    let no_days = || "a time span has no days".to_owned();
    if yearly.is_empty() {
        return Err(no_days());
    }
    match (start, last) {
        (None, None) => Ok(yearly.into_iter().map(every_year).collect()),
        (Some(start), Some(last)) if last.year() - start.year() <= MAX_YEARS => {
            let seasons: Vec<_> = (start.year()..=last.year())
                .flat_map(|year| yearly.iter().filter_map(move |run| in_year(*run, year)))
                .filter_map(|(from, to)| {
                    let (from, to) = (from.max(start), to.min(last));
                    (from <= to).then(|| dated_season(Some(from), Some(to))).flatten()
                })
                .collect();
            if seasons.is_empty() { Err(no_days()) } else { Ok(seasons) }
        }
        _ => Err("a time span has months or days in an open range of dates".to_owned()),
    }
}

/// Returns the date of a timestamp at local midnight.
fn local_date(milliseconds: Option<i64>, zone: Tz) -> Result<Option<NaiveDate>, String> {
    let Some(milliseconds) = milliseconds else { return Ok(None) };
    let local = DateTime::from_timestamp_millis(milliseconds).map(|at| at.with_timezone(&zone));
    let local = local.filter(|local| local.time() == NaiveTime::MIN);
    let date = local.map(|local| local.date_naive());
    date.map(Some).ok_or_else(|| "a time span begins or ends within a day".to_owned())
}

/// Returns the runs of days in every year; `None` if the span has neither months nor days.
fn yearly(span: &TimeSpan) -> Result<Option<Vec<Run>>, String> {
    let months = runs(span.months.as_deref(), 12, "month")?;
    let days = runs(span.days_of_month.as_deref(), 31, "day of a month")?;
    if months.is_empty() && days.is_empty() {
        return Ok(None);
    }
    if days.is_empty() {
        let whole =
            |(first, last)| Some((MonthDay::new(first, 1)?, MonthDay::last_of_month(last)?));
        return Ok(Some(months.into_iter().filter_map(whole).collect()));
    }
    let months = if months.is_empty() { vec![(1, 12)] } else { months };
    let months = months.into_iter().flat_map(|(first, last)| first..=last);
    let of_month = |month: u32| {
        days.iter().filter_map(move |(first, last)| {
            let end = MonthDay::new(month, *last).or_else(|| MonthDay::last_of_month(month))?;
            Some((MonthDay::new(month, *first)?, end))
        })
    };
    Ok(Some(months.flat_map(of_month).collect()))
}

/// Returns the runs of consecutive numbers.
fn runs(numbers: Option<&[u32]>, max: u32, name: &str) -> Result<Vec<(u32, u32)>, String> {
    let mut numbers = numbers.unwrap_or_default().to_vec();
    numbers.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        if !(1..=max).contains(&number) {
            return Err(format!("{number} is no {name}"));
        }
        match runs.last_mut() {
            Some((_, last)) if number <= *last + 1 => *last = number,
            _ => runs.push((number, number)),
        }
    }
    Ok(runs)
}

fn every_year((first, last): Run) -> Season {
    Season { from: Some(SeasonDate::Yearly(first)), to: Some(SeasonDate::Yearly(last)) }
}

/// Returns the dates of a run in a year; `None` if it has only February 29.
fn in_year((first, last): Run, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = first.in_leap_year().with_year(year)?;
    // February 29, unless it is a leap year.
    let last = last.in_leap_year();
    Some((first, last.with_year(year).or_else(|| last.pred_opt()?.with_year(year))?))
}
