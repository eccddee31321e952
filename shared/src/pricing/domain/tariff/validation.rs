//! Validation of a tariff document.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::{
    TariffError,
    calendar::{self, MAX_BANDS},
    document::{Band, Caps, ClassRule, Holidays, Outside, Season, TariffDocument},
    escape,
    values::SeasonDate,
};
use crate::platform::domain::text::TextRule;

/// A million units of a currency with cents.
const MAX_AMOUNT: i64 = 100_000_000;
const MAX_STEPS: usize = 20;
/// A leap year.
const MAX_MINUTES: i64 = 366 * 24 * 60;
const MAX_INCREMENT: i64 = 24 * 60 * 60;
const MAX_DATES: usize = 1_000;
/// Bounds the calendar in which overlaps are searched.
pub(super) const YEARS: RangeInclusive<i32> = 2000..=2100;
const NAME: TextRule = TextRule {
    max_chars: 40,
    multi_line: false,
    message: "must be one line of 1 to 40 characters",
};

pub(super) fn validate(document: &TariffDocument) -> Vec<TariffError> {
    let mut check = Check(Vec::new());
    check.require(document.bands.len() <= MAX_BANDS, "/bands", "has more than 64 bands");
    for (index, band) in document.bands.iter().enumerate() {
        check.band(band, &document.holidays, &format!("/bands/{index}"));
    }
    check.holidays(&document.holidays);
    check.classes(&document.classes);
    check.range(document.increment_seconds, 1..=MAX_INCREMENT, "/increment_seconds");
    let free = document.free.map(|free| free.minutes);
    check.range(free, 1..=MAX_MINUTES, "/free/minutes");
    check.range(document.minimum_minor, 0..=MAX_AMOUNT, "/minimum_minor");
    check.caps(&document.caps, document.minimum_minor.unwrap_or_default());
    check.range(document.max_stay_minutes, 1..=MAX_MINUTES, "/max_stay_minutes");
    check.range(document.no_return_minutes, 1..=MAX_MINUTES, "/no_return_minutes");
    check.note(document.note.as_deref());
    // The calendar needs valid bands.
    if check.0.is_empty() {
        check.0.extend(calendar::overlaps(document));
        check.coverage(document);
    }
    check.0
}

struct Check(Vec<TariffError>);

impl Check {
    fn require(&mut self, holds: bool, pointer: &str, message: &str) {
        if !holds {
            self.0.push(TariffError::new(pointer, message));
        }
    }

    fn range(&mut self, value: Option<i64>, range: RangeInclusive<i64>, pointer: &str) {
        let message = format!("must be from {} to {}", range.start(), range.end());
        self.require(value.is_none_or(|value| range.contains(&value)), pointer, &message);
    }

    fn band(&mut self, band: &Band, holidays: &Holidays, at: &str) {
        self.require(band.from != band.to, &format!("{at}/to"), "is the start; use 24:00");
        self.require(
            band.from.minutes() < 24 * 60,
            &format!("{at}/from"),
            "is the end of the day; use 00:00",
        );
        for (index, season) in band.seasons.iter().enumerate() {
            self.season(*season, &format!("{at}/seasons/{index}"));
        }
        for (name, list) in
            [("on_holidays", &band.on_holidays), ("except_holidays", &band.except_holidays)]
        {
            for (index, calendar) in list.iter().enumerate() {
                let pointer = format!("{at}/{name}/{index}");
                self.require(holidays.contains_key(calendar), &pointer, "is not in /holidays");
            }
        }
        self.rates(band, at);
        let pointer = format!("{at}/max_stay_minutes");
        self.range(band.max_stay_minutes, 1..=MAX_MINUTES, &pointer);
        for (index, permit) in band.only_permits.iter().enumerate() {
            self.name(permit, &format!("{at}/only_permits/{index}"));
        }
    }

    fn rates(&mut self, band: &Band, at: &str) {
        let pointer = format!("{at}/rate_minor_per_hour");
        if band.closed {
            let has_terms = band.rate_minor_per_hour.is_some()
                || band.max_stay_minutes.is_some()
                || !band.steps.is_empty();
            let message = "excludes a rate, steps and a maximum stay";
            self.require(!has_terms, &format!("{at}/closed"), message);
            return;
        }
        self.require(band.rate_minor_per_hour.is_some(), &pointer, "is missing");
        self.range(band.rate_minor_per_hour, 0..=MAX_AMOUNT, &pointer);
        let pointer = format!("{at}/steps");
        self.require(band.steps.len() <= MAX_STEPS, &pointer, "has more than 20 steps");
        let mut earlier = 0;
        for (index, step) in band.steps.iter().enumerate() {
            let pointer = format!("{at}/steps/{index}");
            let after = format!("{pointer}/after_minutes");
            self.range(Some(step.after_minutes), 1..=MAX_MINUTES, &after);
            self.require(earlier < step.after_minutes, &after, "must be after the step before");
            let rate = format!("{pointer}/rate_minor_per_hour");
            self.range(Some(step.rate_minor_per_hour), 0..=MAX_AMOUNT, &rate);
            earlier = earlier.max(step.after_minutes);
        }
    }

    fn season(&mut self, season: Season, at: &str) {
        use SeasonDate::{Once, Yearly};
        let message = match (season.from, season.to) {
            (None, None) => "must have a first or a last day",
            (Some(Yearly(_)), Some(Yearly(_))) => return,
            (Some(Yearly(_)), _) | (_, Some(Yearly(_))) => {
                "must have two days as MM-DD, or dates with a year"
            }
            (Some(Once(from)), Some(Once(to))) if to < from => "must end after it begins",
            (from, to) => {
                let are_known = [from, to].into_iter().flatten().all(|bound| match bound {
                    Once(date) => is_in_years(date),
                    Yearly(_) => true,
                });
                return self.require(are_known, at, "must be between the years 2000 and 2100");
            }
        };
        self.require(false, at, message);
    }

    fn holidays(&mut self, holidays: &Holidays) {
        for (name, dates) in holidays {
            let pointer = format!("/holidays/{}", escape(name));
            self.name(name, &pointer);
            self.require(dates.len() <= MAX_DATES, &pointer, "has more than 1000 dates");
            let are_known = dates.iter().all(|date| is_in_years(*date));
            self.require(are_known, &pointer, "must be between the years 2000 and 2100");
        }
    }

    fn classes(&mut self, rules: &[ClassRule]) {
        for (index, rule) in rules.iter().enumerate() {
            let pointer = format!("/classes/{index}");
            let is_first = rules.iter().take(index).all(|other| other.class != rule.class);
            self.require(is_first, &format!("{pointer}/class"), "is repeated");
            self.require(
                rule.factor.is_some() != rule.refused,
                &pointer,
                "must have a factor, or be refused",
            );
        }
    }

    fn caps(&mut self, caps: &Caps, minimum: i64) {
        for (name, cap) in [
            ("per_stay_minor", caps.per_stay_minor),
            ("per_day_minor", caps.per_day_minor),
            ("per_24_hours_minor", caps.per_24_hours_minor),
        ] {
            let pointer = format!("/caps/{name}");
            self.range(cap, 0..=MAX_AMOUNT, &pointer);
            let is_enough = cap.is_none_or(|cap| minimum <= cap);
            self.require(is_enough, &pointer, "is below /minimum_minor");
        }
        let are_both = caps.per_day_minor.is_some() && caps.per_24_hours_minor.is_some();
        self.require(!are_both, "/caps/per_24_hours_minor", "excludes /caps/per_day_minor");
    }

    fn coverage(&mut self, document: &TariffDocument) {
        if document.outside != Outside::Covered {
            return;
        }
        if let Some((date, time)) = calendar::first_gap(document) {
            let message = format!("no band is active on {} at {time}", date.format("%A %Y-%m-%d"));
            self.require(false, "/outside", &message);
        }
    }

    fn note(&mut self, note: Option<&str>) {
        if let Some(note) = note {
            self.text(TextRule::REMARK, note, "/note");
        }
    }

    fn name(&mut self, name: &str, pointer: &str) {
        self.text(NAME, name, pointer);
    }

    fn text(&mut self, rule: TextRule, text: &str, pointer: &str) {
        let is_valid = rule.check(text).is_ok_and(|checked| checked == text);
        self.require(is_valid, pointer, rule.message);
    }
}

fn is_in_years(date: NaiveDate) -> bool {
    YEARS.contains(&date.year())
}

#[cfg(test)]
mod tests;
