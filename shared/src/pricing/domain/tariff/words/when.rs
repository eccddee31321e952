//! Days, times and seasons of bands in words.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{capitalized, join};
use crate::pricing::domain::tariff::{
    document::{Band, Season},
    values::{Day, MonthDay, SeasonDate, TimeOfDay},
};

const DAILY: &str = "daily";

/// Returns the time of a band that ends at `to`: `Mon–Sat 8 AM–7 PM, Jun–Aug`.
pub(super) fn when(band: &Band, to: TimeOfDay) -> String {
    let is_whole_day = band.from == TimeOfDay::START_OF_DAY && to == TimeOfDay::END_OF_DAY;
    let days = days_of(band);
    let mut text = match (days == DAILY, is_whole_day) {
        (true, true) => "At all times".to_owned(),
        (false, true) => capitalized(&days),
        (_, false) => format!("{} {}", capitalized(&days), times(band.from, to)),
    };
    let seasons: Vec<_> = band.seasons.iter().map(season).collect();
    if !seasons.is_empty() {
        text += &format!(", {}", seasons.join(", "));
    }
    if !band.except_holidays.is_empty() {
        text += &format!(", except {}", join(&band.except_holidays, "and"));
    }
    text
}

/// Returns the days on which a band begins: `daily`, `Mon–Fri`, `on public holidays`.
pub(super) fn days_of(band: &Band) -> String {
    let holidays = join(&band.on_holidays, "and");
    match (band.days.is_empty(), band.on_holidays.is_empty()) {
        (true, true) => DAILY.to_owned(),
        (true, false) => format!("on {holidays}"),
        (false, true) => weekdays(&band.days),
        (false, false) => format!("{} on {holidays}", weekdays(&band.days)),
    }
}

fn weekdays(days: &[Day]) -> String {
    let days: BTreeSet<Day> = days.iter().copied().collect();
    if days.len() == Day::WEEK.len() {
        return DAILY.to_owned();
    }
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if Day::WEEK.windows(2).any(|pair| pair == [*last, day]) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let runs: Vec<_> = runs
        .into_iter()
        .map(
            |(first, last)| {
                if first == last { name(first) } else { range(name(first), name(last)) }
            },
        )
        .collect();
    runs.join(", ")
}

fn name(day: Day) -> String {
    format!("{day:?}")
}

pub(super) fn times(from: TimeOfDay, to: TimeOfDay) -> String {
    range(time(from), time(to))
}

/// Returns a time on a 12-hour clock: `8 AM`, `8:30 AM`, `noon`, `midnight`.
pub(super) fn time(time: TimeOfDay) -> String {
    let (hour, minute) = (time.minutes() / 60 % 24, time.minutes() % 60);
    match (hour, minute) {
        (0, 0) => return "midnight".to_owned(),
        (12, 0) => return "noon".to_owned(),
        _ => {}
    }
    let minutes = if minute == 0 { String::new() } else { format!(":{minute:02}") };
    let half = if hour < 12 { "AM" } else { "PM" };
    format!("{}{minutes} {half}", (hour + 11) % 12 + 1)
}

/// Returns a season: `Jun–Aug`, `Jun 15–Sep 1`, `from Jul 1, 2026`.
fn season(season: &Season) -> String {
    match (season.from, season.to) {
        (Some(SeasonDate::Yearly(from)), Some(SeasonDate::Yearly(to))) => yearly(from, to),
        (Some(from), Some(to)) => range(date(from), date(to)),
        (Some(from), None) => format!("from {}", date(from)),
        (None, Some(to)) => format!("until {}", date(to)),
        (None, None) => String::new(),
    }
}

/// Full months are named without days.
fn yearly(from: MonthDay, to: MonthDay) -> String {
    let (first, last) = (from.in_leap_year(), to.in_leap_year());
    let month = |date: NaiveDate| date.format("%b").to_string();
    if first.day() != 1 || MonthDay::last_of_month(last.month()) != Some(to) {
        return range(date(SeasonDate::Yearly(from)), date(SeasonDate::Yearly(to)));
    }
    if first.month() == last.month() { month(first) } else { range(month(first), month(last)) }
}

fn date(date: SeasonDate) -> String {
    match date {
        SeasonDate::Yearly(day) => day.in_leap_year().format("%b %-d").to_string(),
        SeasonDate::Once(date) => date.format("%b %-d, %Y").to_string(),
    }
}

fn range(from: String, to: String) -> String {
    format!("{from}–{to}")
}
