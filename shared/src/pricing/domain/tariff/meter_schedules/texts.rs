//! Days, times, limits, rates and dates as city files write them.

use chrono::NaiveDate;

use crate::{
    platform::domain::money::Currency,
    pricing::domain::tariff::{
        meter_hours::{UnknownRules, unknown},
        values::{Day, TimeOfDay},
    },
};

const DAYS: [(&str, Day); 7] = [
    ("monday", Day::Mon),
    ("tuesday", Day::Tue),
    ("wednesday", Day::Wed),
    ("thursday", Day::Thu),
    ("friday", Day::Fri),
    ("saturday", Day::Sat),
    ("sunday", Day::Sun),
];
const LAST_MINUTE: u32 = 24 * 60 - 1;
const DATES: [&str; 3] = ["%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d"];

/// Reads days such as `Mo,Tu`, `Mon-Fri` or `daily`.
pub(super) fn days(text: &str) -> Result<Vec<Day>, UnknownRules> {
    let not_understood = || unknown(&format!("the days {text:?} are not understood"));
    let joined = text.trim().to_lowercase().replace(" - ", "-").replace('\u{2013}', "-");
    if joined.is_empty() {
        return Err(unknown("days are missing"));
    }
    if joined == "daily" {
        return Ok(Day::WEEK.to_vec());
    }
    let mut days = Vec::new();
    for part in joined.split([',', ';', '/', ' ']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = day(first).zip(day(last)).ok_or_else(not_understood)?;
        let from_first = Day::WEEK.into_iter().cycle().skip_while(|day| *day != first);
        let mut is_over = false;
        days.extend(from_first.take_while(|day| {
            let is_before = !is_over;
            is_over |= *day == last;
            is_before
        }));
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

/// Reads a day by its first letters, at least two.
fn day(text: &str) -> Option<Day> {
    let text = text.trim_end_matches('.');
    let known = DAYS.into_iter().find(|(name, _)| text.len() >= 2 && name.starts_with(text));
    known.map(|(_, day)| day)
}

/// Reads the times of a band. An end at midnight, or a minute before it, is that of the day.
pub(super) fn times(from: &str, to: &str) -> Result<(TimeOfDay, TimeOfDay), UnknownRules> {
    let read = |text: &str| {
        time(text).ok_or_else(|| unknown(&format!("the time {text:?} is not understood")))
    };
    let (from, to) = (read(from)?, read(to)?);
    let is_end = to == TimeOfDay::START_OF_DAY || to.minutes() == LAST_MINUTE;
    Ok((from, if is_end { TimeOfDay::END_OF_DAY } else { to }))
}

/// Reads `7:00 AM`, `07:00`, `0700` or `7 PM`, with or without seconds.
fn time(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().to_ascii_uppercase();
    let (digits, is_afternoon) = match (text.strip_suffix("AM"), text.strip_suffix("PM")) {
        (Some(digits), _) => (digits.trim(), Some(false)),
        (_, Some(digits)) => (digits.trim(), Some(true)),
        (None, None) => (text.as_str(), None),
    };
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, rest)) => (hour, rest.split_once(':').map_or(rest, |(minute, _)| minute)),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        // A single number is a time only on a 12-hour clock.
        None => is_afternoon.map(|_| (digits, "00"))?,
    };
    let (hour, minute) = (number(hour)?, number(minute).filter(|minute| *minute < 60)?);
    let hour = match is_afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
    };
    TimeOfDay::from_minutes(hour * 60 + minute)
}

fn number(digits: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Reads a maximum stay in minutes, such as `60`, `60 minutes` or `2 hr`; `None` if it is blank.
pub(super) fn limit(text: &str) -> Result<Option<i64>, UnknownRules> {
    let not_understood = || unknown(&format!("the maximum stay {text:?} is not understood"));
    let text = text.trim().to_lowercase();
    if text.is_empty() || text == "-" {
        return Ok(None);
    }
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(at).ok_or_else(not_understood)?;
    let whole = digits.split_once('.').map_or(Some(digits), |(whole, fraction)| {
        fraction.bytes().all(|byte| byte == b'0').then_some(whole)
    });
    let number: i64 = whole.and_then(|whole| whole.parse().ok()).ok_or_else(not_understood)?;
    let minutes = match unit.trim() {
        "" | "m" | "min" | "mins" | "minute" | "minutes" => Some(number),
        "h" | "hr" | "hrs" | "hour" | "hours" => number.checked_mul(60),
        _ => None,
    };
    minutes.map(Some).ok_or_else(not_understood)
}

/// Reads a rate in whole units of the currency, such as `2.50` or `$2`, as minor units; `None` if
/// it is blank. The symbol of another currency is not understood.
pub(super) fn rate(text: &str, currency: Currency) -> Result<Option<i64>, UnknownRules> {
    let not_understood = || unknown(&format!("the rate {text:?} is not understood"));
    let trimmed = text.trim();
    let without_symbol = symbols(currency).iter().find_map(|symbol| trimmed.strip_prefix(symbol));
    let number = without_symbol.unwrap_or(trimmed).trim();
    if number.is_empty() || number == "-" {
        return Ok(None);
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let exponent = currency.exponent();
    let is_number = (1..=9).contains(&whole.len())
        && fraction.len() <= exponent
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    let minor = is_number.then(|| format!("{whole}{fraction:0<exponent$}").parse().ok()).flatten();
    minor.map(Some).ok_or_else(not_understood)
}

/// Returns the signs that are written before an amount of the currency.
fn symbols(currency: Currency) -> &'static [&'static str] {
    match currency {
        Currency::Cad => &["CA$", "C$", "$"],
        Currency::Eur => &["€"],
        Currency::Gbp => &["£"],
        Currency::Jpy => &["¥"],
        Currency::Usd => &["US$", "$"],
    }
}

/// Reads a date, with or without a time after it; `None` if it is blank.
pub(super) fn date(text: &str) -> Result<Option<NaiveDate>, UnknownRules> {
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    if day.is_empty() {
        return Ok(None);
    }
    let date = DATES.iter().find_map(|format| NaiveDate::parse_from_str(day, format).ok());
    date.map(Some).ok_or_else(|| unknown(&format!("the date {text:?} is not understood")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_lists_and_ranges() {
        let all = |text: &str| days(text).map(|days| format!("{days:?}"));
        for (text, expected) in [
            ("Mo,Tu,We", "[Mon, Tue, Wed]"),
            ("Mon - Fri", "[Mon, Tue, Wed, Thu, Fri]"),
            ("Sa Su", "[Sat, Sun]"),
            ("Sat-Mon", "[Mon, Sat, Sun]"),
            ("thurs.", "[Thu]"),
            ("Daily", "[Mon, Tue, Wed, Thu, Fri, Sat, Sun]"),
        ] {
            assert_eq!(all(text).as_deref(), Ok(expected), "{text}");
        }
        for text in ["", "School Days", "M", "Mo-", "Mox"] {
            assert!(days(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_on_either_clock() {
        let both = |from: &str, to: &str| {
            times(from, to).map(|(from, to)| format!("{from}-{to}")).unwrap_or_default()
        };
        assert_eq!(both("7:00 AM", "6:00 PM"), "07:00-18:00");
        assert_eq!(both("12:00 AM", "12:00 PM"), "00:00-12:00");
        assert_eq!(both("9:00", "18:00:00"), "09:00-18:00");
        assert_eq!(both("0830", "0000"), "08:30-24:00");
        assert_eq!(both("7 am", "23:59"), "07:00-24:00");
        for (from, to) in [("", "9:00"), ("7", "9:00"), ("13:00 PM", "18:00"), ("9:60", "18:00")] {
            assert_eq!(both(from, to), "", "{from} {to}");
        }
    }

    #[test]
    fn limits_are_minutes_or_hours() {
        for (text, expected) in [
            ("60 minutes", Some(60)),
            ("240", Some(240)),
            ("2 hr", Some(120)),
            ("30.0", Some(30)),
            ("0 minutes", Some(0)),
            ("-", None),
        ] {
            assert_eq!(limit(text), Ok(expected), "{text}");
        }
        for text in ["two hours", "1.5 hr", "60 days"] {
            assert!(limit(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rates_are_exact_minor_units() {
        for (text, currency, expected) in [
            ("2.50", Currency::Usd, Some(250)),
            ("$2", Currency::Usd, Some(200)),
            ("0.5", Currency::Usd, Some(50)),
            ("300.0", Currency::Jpy, Some(300)),
            ("", Currency::Usd, None),
        ] {
            assert_eq!(rate(text, currency), Ok(expected), "{text}");
        }
        for text in ["2.505", "-2", "two", "1e3", "£2.50", "€2", "$$2"] {
            assert!(rate(text, Currency::Usd).is_err(), "{text}");
        }
        assert_eq!(rate("£2.50", Currency::Gbp), Ok(Some(250)));
        assert!(rate("$2.50", Currency::Gbp).is_err());
        assert!(rate("2.50", Currency::Jpy).is_err());
    }

    #[test]
    fn dates_are_read_in_three_forms() {
        let expected = NaiveDate::from_ymd_opt(2026, 1, 12);
        for text in ["2026-01-12T00:00:00.000", "01/12/2026 12:00:00 AM", "2026/01/12"] {
            assert_eq!(date(text), Ok(expected), "{text}");
        }
        assert_eq!(date(" "), Ok(None));
        assert!(date("soon").is_err());
    }
}
