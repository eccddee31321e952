//! The times at which a policy applies.

mod dates;

use super::{
    CurbPlace,
    feed::{CurbPolicy, TimeSpan},
};
use crate::pricing::domain::tariff::{
    document::Band,
    posted_bands::at_all_times,
    values::{Day, TimeOfDay},
};

const LAST_MINUTE: u32 = 24 * 60 - 1;

/// Returns a band without terms for each time span of a policy that has not ended; none if all
/// have.
///
/// # Errors
/// When a time span cannot be stated exactly.
pub(super) fn bands(policy: &CurbPolicy, place: CurbPlace<'_>) -> Result<Vec<Band>, String> {
    match policy.time_spans.as_deref().unwrap_or_default() {
        [] => Ok(vec![at_all_times()]),
        spans => spans
            .iter()
            .filter(|span| !dates::has_ended(span, place))
            .map(|span| band(span, place))
            .collect(),
    }
}

fn band(span: &TimeSpan, place: CurbPlace<'_>) -> Result<Band, String> {
    if span.weeks_of_month.as_ref().is_some_and(|weeks| !weeks.is_empty()) {
        return Err("weeks_of_month may mean weeks or weekdays of a month".to_owned());
    }
    let from = time(span.time_of_day_start.as_deref())?.unwrap_or(TimeOfDay::START_OF_DAY);
    let to = time(span.time_of_day_end.as_deref())?
        .filter(|to| *to != TimeOfDay::START_OF_DAY && to.minutes() != LAST_MINUTE)
        .unwrap_or(TimeOfDay::END_OF_DAY);
    if to <= from {
        return Err("a time span crosses midnight".to_owned());
    }
    let (on_holidays, except_holidays) = designated(span, place)?;
    Ok(Band {
        days: days(span)?,
        from,
        to,
        seasons: dates::seasons(span, place.time_zone)?,
        on_holidays,
        except_holidays,
        ..at_all_times()
    })
}

fn days(span: &TimeSpan) -> Result<Vec<Day>, String> {
    let names = span.days_of_week.as_ref().map(|days| days.as_slice()).unwrap_or_default();
    let day = |name: &String| {
        let known = Day::WEEK.into_iter().find(|day| format!("{day:?}").eq_ignore_ascii_case(name));
        known.ok_or_else(|| format!("the day {name:?} is not understood"))
    };
    let mut days = names.iter().map(day).collect::<Result<Vec<_>, _>>()?;
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

/// Reads `HH:MM`, also with one digit for the hour.
fn time(text: Option<&str>) -> Result<Option<TimeOfDay>, String> {
    let Some(text) = text else { return Ok(None) };
    let padded = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    let time = TimeOfDay::try_from(padded);
    time.map(Some).map_err(|_| format!("the time {text:?} is not understood"))
}

/// Returns the calendars on whose dates the span applies, and those on whose dates it does not.
fn designated(span: &TimeSpan, place: CurbPlace<'_>) -> Result<(Vec<String>, Vec<String>), String> {
    let Some(period) = &span.designated_period else { return Ok((Vec::new(), Vec::new())) };
    let same = |name: &&String| name.eq_ignore_ascii_case(period);
    let name = place.calendars.keys().find(same);
    let name = name.ok_or_else(|| format!("no calendar has the dates of {period:?}"))?.clone();
    if span.designated_period_except == Some(true) {
        Ok((Vec::new(), vec![name]))
    } else {
        Ok((vec![name], Vec::new()))
    }
}
