//! Values of a tariff document that JSON represents as text: weekdays, times, dates of seasons and
//! factors.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A weekday, `mon` to `sun`; the week begins on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    pub const WEEK: [Self; 7] =
        [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    pub fn of(date: NaiveDate) -> Self {
        match date.weekday() {
            Weekday::Mon => Self::Mon,
            Weekday::Tue => Self::Tue,
            Weekday::Wed => Self::Wed,
            Weekday::Thu => Self::Thu,
            Weekday::Fri => Self::Fri,
            Weekday::Sat => Self::Sat,
            Weekday::Sun => Self::Sun,
        }
    }
}

/// A time on the wall clock in whole minutes, `00:00` to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    pub const START_OF_DAY: Self = Self(0);
    pub const END_OF_DAY: Self = Self(1_440);

    /// Returns the time this many minutes after midnight; `None` after `24:00`.
    pub fn from_minutes(minutes: u32) -> Option<Self> {
        (minutes <= Self::END_OF_DAY.0).then_some(Self(minutes))
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u32 {
        self.0
    }

    /// Seconds since midnight.
    pub fn seconds(self) -> u32 {
        self.0 * 60
    }

    fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        if minutes < 60 { Self::from_minutes(hours * 60 + minutes) } else { None }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("must be a time from 00:00 to 24:00")
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

/// A day of every year. It is stored as the date in a leap year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay(NaiveDate);

impl MonthDay {
    const LEAP_YEAR: i32 = 2024;

    /// Returns `None` if no year has this day.
    pub fn new(month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(Self::LEAP_YEAR, month, day).map(Self)
    }

    /// Returns the last day of a month, 29 for February; `None` if there is no such month.
    pub fn last_of_month(month: u32) -> Option<Self> {
        (29..=31).rev().find_map(|day| Self::new(month, day))
    }

    pub fn of(date: NaiveDate) -> Self {
        Self(date.with_year(Self::LEAP_YEAR).unwrap_or(date))
    }

    /// The date in a leap year.
    pub fn in_leap_year(self) -> NaiveDate {
        self.0
    }
}

/// A first or last day of a season: `MM-DD` for every year, or `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SeasonDate {
    Yearly(MonthDay),
    Once(NaiveDate),
}

impl SeasonDate {
    fn parse(text: &str) -> Option<Self> {
        match text.len() {
            5 => {
                let (month, day) = text.split_once('-')?;
                MonthDay::new(two_digits(month)?, two_digits(day)?).map(Self::Yearly)
            }
            10 => text.parse().ok().map(Self::Once),
            _ => None,
        }
    }
}

impl fmt::Display for SeasonDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yearly(MonthDay(date)) => write!(f, "{}", date.format("%m-%d")),
            Self::Once(date) => write!(f, "{date}"),
        }
    }
}

impl TryFrom<String> for SeasonDate {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("must be a date as MM-DD or YYYY-MM-DD")
    }
}

impl From<SeasonDate> for String {
    fn from(date: SeasonDate) -> Self {
        date.to_string()
    }
}

/// A rational factor of a price: `1/2`, `3/2`, `0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Factor {
    numerator: u16,
    denominator: u16,
}

impl Factor {
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };
    /// Keeps every sum of a price far inside of an `i128`.
    const MAX: u16 = 1_000;

    /// Returns `None` for a division by zero, and for numbers over 1,000.
    pub fn new(numerator: u16, denominator: u16) -> Option<Self> {
        let is_valid = (1..=Self::MAX).contains(&denominator) && numerator <= Self::MAX;
        is_valid.then_some(Self { numerator, denominator })
    }

    pub fn numerator(self) -> u16 {
        self.numerator
    }

    /// Never zero.
    pub fn denominator(self) -> u16 {
        self.denominator
    }

    fn parse(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        Self::new(digits(numerator)?, digits(denominator)?)
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.numerator)?;
        if self.denominator == 1 { Ok(()) } else { write!(f, "/{}", self.denominator) }
    }
}

impl TryFrom<String> for Factor {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("must be a whole number or a fraction up to 1000, such as 1/2")
    }
}

impl From<Factor> for String {
    fn from(factor: Factor) -> Self {
        factor.to_string()
    }
}

/// Parses digits; unlike `parse`, refuses a sign.
fn digits(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u32> {
    if text.len() == 2 { digits(text).map(u32::from) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_minutes_of_a_day() {
        for (text, minutes) in [("00:00", 0), ("08:30", 510), ("24:00", 1_440)] {
            let time = TimeOfDay::try_from(text.to_owned()).unwrap();
            assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
        }
        for text in ["", "8:30", "24:01", "08:60", "08:30:00", "+8:30", "aa:bb"] {
            assert!(TimeOfDay::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn season_dates_are_yearly_or_full() {
        for text in ["06-01", "02-29", "2026-07-01"] {
            assert_eq!(SeasonDate::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        for text in ["02-30", "13-01", "6-1", "2026-02-29", "2026-7-1", "+1-01"] {
            assert!(SeasonDate::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn months_end_on_their_last_day() {
        let last = |month| MonthDay::last_of_month(month).map(|day| day.in_leap_year().day());
        assert_eq!([last(2), last(6), last(12), last(13)], [Some(29), Some(30), Some(31), None]);
    }

    #[test]
    fn factors_are_rational() {
        for text in ["0", "1/2", "3/2", "2", "1000/999"] {
            assert_eq!(Factor::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        for text in ["", "1/0", "0.5", "-1", "1/2/3", "1001", "+1", "/2"] {
            assert!(Factor::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
