//! Days, times and seasons of bands in words.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{and, capitalized};
use crate::{
    platform::domain::{language::Language, localized},
    pricing::domain::tariff::{
        document::{Band, Season},
        values::{Day, MonthDay, SeasonDate, TimeOfDay},
    },
};

const DAILY: [&str; 4] = ["daily", "todos los días", "täglich", "tous les jours"];
const AT_ALL_TIMES: [&str; 4] =
    ["At all times", "En todo momento", "Zu jeder Zeit", "À toute heure"];
const EXCEPT: [&str; 4] = [", except {}", ", excepto {}", ", außer {}", ", sauf {}"];
const ON: [&str; 4] = ["on {}", "en {}", "an {}", "durant {}"];
const FROM_DATE: [&str; 4] = ["from {}", "desde el {}", "ab {}", "à partir du {}"];
const UNTIL_DATE: [&str; 4] = ["until {}", "hasta el {}", "bis {}", "jusqu’au {}"];
const FROM_TIME: [&str; 4] = ["from {}", "desde las {}", "ab {}", "à partir de {}"];
const UNTIL_TIME: [&str; 4] = ["until {}", "hasta las {}", "bis {}", "jusqu’à {}"];

/// Returns the time of a band that ends at `to`: `Mon–Sat 8 AM–7 PM, Jun–Aug`.
pub(super) fn when(band: &Band, to: TimeOfDay, language: Language) -> String {
    let is_whole_day = band.from == TimeOfDay::START_OF_DAY && to == TimeOfDay::END_OF_DAY;
    let days = days_of(band, language);
    let mut text = match (days == language.pick(DAILY), is_whole_day) {
        (true, true) => language.pick(AT_ALL_TIMES).to_owned(),
        (false, true) => capitalized(&days),
        (_, false) => format!("{} {}", capitalized(&days), times(band.from, to, language)),
    };
    let seasons: Vec<_> = band.seasons.iter().map(|one| season(one, language)).collect();
    if !seasons.is_empty() {
        text += &format!(", {}", seasons.join(", "));
    }
    if !band.except_holidays.is_empty() {
        text += &language.phrase(EXCEPT, &[&and(&band.except_holidays, language)]);
    }
    text
}

/// Returns the days on which a band begins: `daily`, `Mon–Fri`, `on public holidays`.
pub(super) fn days_of(band: &Band, language: Language) -> String {
    let on = || language.phrase(ON, &[&and(&band.on_holidays, language)]);
    match (band.days.is_empty(), band.on_holidays.is_empty()) {
        (true, true) => language.pick(DAILY).to_owned(),
        (true, false) => on(),
        (false, true) => weekdays(&band.days, language),
        (false, false) => format!("{} {}", weekdays(&band.days, language), on()),
    }
}

fn weekdays(days: &[Day], language: Language) -> String {
    let days: BTreeSet<Day> = days.iter().copied().collect();
    if days.len() == Day::WEEK.len() {
        return language.pick(DAILY).to_owned();
    }
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if Day::WEEK.windows(2).any(|pair| pair == [*last, day]) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let name = |day| name(day, language).to_owned();
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

/// Returns the short name of a day, without a full stop.
fn name(day: Day, language: Language) -> &'static str {
    let day = match day {
        Day::Mon => Weekday::Mon,
        Day::Tue => Weekday::Tue,
        Day::Wed => Weekday::Wed,
        Day::Thu => Weekday::Thu,
        Day::Fri => Weekday::Fri,
        Day::Sat => Weekday::Sat,
        Day::Sun => Weekday::Sun,
    };
    localized::weekday(day, language).trim_end_matches('.')
}

/// Returns a range of times: `8 AM–7 PM`, `8:00–19:00 Uhr`.
pub(super) fn times(from: TimeOfDay, to: TimeOfDay, language: Language) -> String {
    let range = range(clock(from, language), clock(to, language));
    if language == Language::German { format!("{range} Uhr") } else { range }
}

/// Returns the time from which something holds: `from 6 PM`, `desde las 18:00`.
pub(super) fn since(at: TimeOfDay, language: Language) -> String {
    language.phrase(FROM_TIME, &[&time(at, language)])
}

/// Returns the time until which something holds: `until 6 PM`, `bis 18:00 Uhr`.
pub(super) fn until(at: TimeOfDay, language: Language) -> String {
    language.phrase(UNTIL_TIME, &[&time(at, language)])
}

fn time(at: TimeOfDay, language: Language) -> String {
    let clock = clock(at, language);
    if language == Language::German { format!("{clock} Uhr") } else { clock }
}

/// Returns a time on the clock of a language: `8 AM`, `noon`, `midnight`; `8:00`; `8 h`, `8 h 30`.
fn clock(time: TimeOfDay, language: Language) -> String {
    let (hour, minute) = (time.minutes() / 60, time.minutes() % 60);
    match (language, minute) {
        (Language::English, _) => twelve_hours(hour % 24, minute),
        (Language::Spanish | Language::German, _) => format!("{hour}:{minute:02}"),
        (Language::French, 0) => format!("{hour}\u{a0}h"),
        (Language::French, _) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
    }
}

fn twelve_hours(hour: u32, minute: u32) -> String {
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
fn season(season: &Season, language: Language) -> String {
    let date = |at| date(at, language);
    match (season.from, season.to) {
        (Some(SeasonDate::Yearly(from)), Some(SeasonDate::Yearly(to))) => {
            yearly(from, to, language)
        }
        (Some(from), Some(to)) => range(date(from), date(to)),
        (Some(from), None) => language.phrase(FROM_DATE, &[&date(from)]),
        (None, Some(to)) => language.phrase(UNTIL_DATE, &[&date(to)]),
        (None, None) => String::new(),
    }
}

/// Full months are named without days.
fn yearly(from: MonthDay, to: MonthDay, language: Language) -> String {
    let (first, last) = (from.in_leap_year(), to.in_leap_year());
    let month = |date: NaiveDate| localized::month(&date, language).to_owned();
    if first.day() != 1 || MonthDay::last_of_month(last.month()) != Some(to) {
        let date = |day| date(SeasonDate::Yearly(day), language);
        return range(date(from), date(to));
    }
    if first.month() == last.month() { month(first) } else { range(month(first), month(last)) }
}

fn date(date: SeasonDate, language: Language) -> String {
    let (date, has_year) = match date {
        SeasonDate::Yearly(day) => (day.in_leap_year(), false),
        SeasonDate::Once(date) => (date, true),
    };
    let (day, month) = (date.day(), localized::month(&date, language));
    let text = match language {
        Language::English => format!("{month} {day}"),
        Language::German => format!("{day}. {month}"),
        Language::French if day == 1 => format!("1er {month}"),
        Language::Spanish | Language::French => format!("{day} {month}"),
    };
    match language {
        _ if !has_year => text,
        Language::English => format!("{text}, {}", date.year()),
        Language::Spanish | Language::German | Language::French => {
            format!("{text} {}", date.year())
        }
    }
}

fn range(from: String, to: String) -> String {
    format!("{from}–{to}")
}
