//! Time zones of cities: IANA names that both chrono-tz and PostgreSQL know, in the form that the
//! database accepts.

use chrono_tz::Tz;

/// Error message for a text that is not a valid time zone of a city.
pub const TIME_ZONE_MESSAGE: &str = "must be an IANA time zone by its area and city, such as \
    America/New_York; abbreviations such as EST5EDT or GB-Eire are not accepted";

/// Returns the time zone with this name; `None` when it is unknown, or the constraint
/// `cities_time_zone_valid` refuses the name.
pub fn parse_time_zone(text: &str) -> Option<Tz> {
    let mut parts = text.split('/');
    let first = parts.next().unwrap_or_default();
    let first_valid =
        !first.is_empty() && first.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    let valid = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
    };
    let tz: Tz = text.parse().ok()?;
    (first_valid && parts.all(valid)).then_some(tz)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_the_constraint_accepts_are_parsed() {
        for name in ["America/New_York", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "UTC"] {
            assert_eq!(parse_time_zone(name).map(Tz::name), Some(name));
        }
        for name in
            ["EST5EDT", "GB-Eire", "NZ-CHAT", "GMT+0", "Mars/Olympus", "", "america/new_york "]
        {
            assert_eq!(parse_time_zone(name), None, "{name}");
        }
    }
}
