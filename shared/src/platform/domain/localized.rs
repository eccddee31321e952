//! Amounts and times in the language of a driver, as the web app shows them (CLDR).

use chrono::{DateTime, Datelike, Offset, Timelike, Utc, Weekday};
use chrono_tz::Tz;

use super::{
    language::Language,
    money::{Currency, Money},
    when,
};

/// Blank inside of an amount, at which a line must not break.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Formats an amount, such as `$4.50` or `4,50 $`. Blanks in it do not break.
pub fn money(amount: Money, language: Language) -> String {
    let (separator, min_grouped) = match language {
        Language::English => return amount.to_string(),
        Language::Spanish => ('.', 5),
        Language::German => ('.', 4),
        Language::French => ('\u{202f}', 4),
    };
    let decimal = amount.decimal();
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal.as_str(), ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |positive| ("-", positive));
    let whole =
        if digits.len() < min_grouped { digits.to_owned() } else { grouped(digits, separator) };
    let comma = if fraction.is_empty() { "" } else { "," };
    let symbol = symbol(amount.currency, language);
    format!("{sign}{whole}{comma}{fraction}{NO_BREAK_SPACE}{symbol}")
}

/// Separates groups of three digits.
fn grouped(digits: &str, separator: char) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn symbol(currency: Currency, language: Language) -> &'static str {
    match (language, currency) {
        (Language::Spanish, Currency::Usd) => "US$",
        (Language::Spanish, Currency::Cad | Currency::Gbp | Currency::Jpy)
        | (Language::French, Currency::Jpy) => currency.code(),
        (Language::French, Currency::Usd) => "$US",
        (Language::French, Currency::Cad) => "$CA",
        (Language::French, Currency::Gbp) => "£GB",
        _ => currency.symbol(),
    }
}

/// Formats a time as [`when::local`]: `Mon, Jun 15, 2026, 10:00 AM EDT` or `Mo., 15. Juni 2026,
/// 10:00 GMT-4`.
pub fn local(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    match language {
        Language::English => when::local(at, zone),
        _ => on_24_hour_clock(at, zone, language, "%M"),
    }
}

/// Formats a time as [`local`], with seconds unless they are zero.
pub fn local_seconds(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    match language {
        Language::English => when::local_seconds(at, zone),
        _ if at.timestamp() % 60 == 0 => local(at, zone, language),
        _ => on_24_hour_clock(at, zone, language, "%M:%S"),
    }
}

/// Formats a time. `minutes` is the format of what follows the hour.
fn on_24_hour_clock(at: DateTime<Utc>, zone: Tz, language: Language, minutes: &str) -> String {
    let local = at.with_timezone(&zone);
    let (weekday, date) = (weekday(local.weekday(), language), date(&local, language));
    let hour = local.hour();
    let (minutes, seconds) = (local.format(minutes), local.offset().fix().local_minus_utc());
    match language {
        Language::English | Language::Spanish => {
            let offset = offset("GMT", '-', seconds);
            format!("{weekday}, {date}, {hour}:{minutes} {offset}")
        }
        Language::German => {
            let offset = offset("GMT", '-', seconds);
            format!("{weekday}, {date}, {hour:02}:{minutes} {offset}")
        }
        Language::French => {
            let offset = offset("UTC", '\u{2212}', seconds);
            format!("{weekday} {date}, {hour:02}:{minutes} {offset}")
        }
    }
}

/// Formats a day, such as `Jun 15, 2026` or `15. Juni 2026`.
pub fn date(at: &impl Datelike, language: Language) -> String {
    let (day, month, year) = (at.day(), month(at, language), at.year());
    match language {
        Language::English => format!("{month} {day}, {year}"),
        Language::Spanish | Language::French => format!("{day} {month} {year}"),
        Language::German => format!("{day}. {month} {year}"),
    }
}

/// Formats a distance from UTC in seconds, such as `GMT-4`: outside of a country few people know
/// the abbreviations of its time zones.
fn offset(name: &str, minus: char, seconds: i32) -> String {
    let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { minus } else { '+' };
    match (hours, minutes) {
        (0, 0) => name.to_owned(),
        (_, 0) => format!("{name}{sign}{hours}"),
        _ => format!("{name}{sign}{hours}:{minutes:02}"),
    }
}

/// Returns the abbreviated day of the week.
pub fn weekday(day: Weekday, language: Language) -> &'static str {
    let names = match language {
        Language::English => "Mon Tue Wed Thu Fri Sat Sun",
        Language::Spanish => "lun mar mié jue vie sáb dom",
        Language::German => "Mo. Di. Mi. Do. Fr. Sa. So.",
        Language::French => "lun. mar. mer. jeu. ven. sam. dim.",
    };
    nth(names, day.num_days_from_monday())
}

/// Returns the abbreviated month.
pub fn month(at: &impl Datelike, language: Language) -> &'static str {
    let names = match language {
        Language::English => "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        Language::Spanish => "ene feb mar abr may jun jul ago sept oct nov dic",
        Language::German => "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        Language::French => "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    };
    nth(names, at.month0())
}

fn nth(names: &'static str, at: u32) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.split(' ').nth(at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes the blanks that do not break visible.
    fn visible(text: &str) -> String {
        text.replace(NO_BREAK_SPACE, "~").replace('\u{202f}', "^")
    }

    #[test]
    fn amount_is_written_as_by_the_web_app() {
        for (amount, currency, expected) in [
            (450, Currency::Usd, ["$4.50", "4,50~US$", "4,50~$", "4,50~$US"]),
            (123_450, Currency::Eur, ["€1234.50", "1234,50~€", "1.234,50~€", "1^234,50~€"]),
            (
                -1_234_550,
                Currency::Gbp,
                ["-£12345.50", "-12.345,50~GBP", "-12.345,50~£", "-12^345,50~£GB"],
            ),
            (1_235, Currency::Jpy, ["¥1235", "1235~JPY", "1.235~¥", "1^235~JPY"]),
            (5, Currency::Cad, ["CA$0.05", "0,05~CAD", "0,05~CA$", "0,05~$CA"]),
        ] {
            let written = Language::ALL
                .iter()
                .map(|language| visible(&money(Money::new(amount, currency), *language)));
            assert_eq!(written.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn time_is_written_as_by_the_web_app() {
        let zone = chrono_tz::America::New_York;
        let at = "2026-06-15T13:05:00Z".parse().unwrap();
        assert_eq!(
            [Language::English, Language::Spanish, Language::German, Language::French]
                .map(|language| local(at, zone, language)),
            [
                "Mon, Jun 15, 2026, 9:05 AM EDT",
                "lun, 15 jun 2026, 9:05 GMT-4",
                "Mo., 15. Juni 2026, 09:05 GMT-4",
                "lun. 15 juin 2026, 09:05 UTC\u{2212}4",
            ]
        );
    }

    #[test]
    fn day_is_written_as_in_times() {
        let day = chrono::NaiveDate::from_ymd_opt(2030, 6, 3).unwrap();
        assert_eq!(
            [Language::English, Language::Spanish, Language::German, Language::French]
                .map(|language| date(&day, language)),
            ["Jun 3, 2030", "3 jun 2030", "3. Juni 2030", "3 juin 2030"]
        );
    }

    #[test]
    fn seconds_are_shown_on_request() {
        let zone = chrono_tz::America::New_York;
        let at = |text: &str, language| local_seconds(text.parse().unwrap(), zone, language);
        for (time, language, expected) in [
            ("13:05:09", Language::English, "Mon, Jun 15, 2026, 9:05:09 AM EDT"),
            ("13:05:09", Language::Spanish, "lun, 15 jun 2026, 9:05:09 GMT-4"),
            ("13:05:00", Language::German, "Mo., 15. Juni 2026, 09:05 GMT-4"),
        ] {
            assert_eq!(at(&format!("2026-06-15T{time}Z"), language), expected);
        }
    }

    #[test]
    fn repeated_hour_shows_its_offset() {
        let zone = chrono_tz::America::New_York;
        let at = |text: &str| local(text.parse().unwrap(), zone, Language::German);
        assert_eq!(at("2026-11-01T05:30:00Z"), "So., 1. Nov. 2026, 01:30 GMT-4");
        assert_eq!(at("2026-11-01T06:30:00Z"), "So., 1. Nov. 2026, 01:30 GMT-5");
    }

    #[test]
    fn offset_has_minutes_only_where_needed() {
        assert_eq!(offset("GMT", '-', 0), "GMT");
        assert_eq!(offset("GMT", '-', 19_800), "GMT+5:30");
        assert_eq!(offset("GMT", '-', -34_200), "GMT-9:30");
    }

    #[test]
    fn every_day_and_month_has_a_name() {
        let first: DateTime<Utc> = "2026-01-15T12:00:00Z".parse().unwrap();
        for language in Language::ALL {
            for days in 0..365 {
                let at = first + chrono::TimeDelta::days(days);
                assert!(!weekday(at.weekday(), *language).is_empty());
                assert!(!month(&at, *language).is_empty());
            }
        }
    }
}
