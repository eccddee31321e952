//! Times in local time with the time zone's abbreviation, as drivers read them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// Formats a time as `Mon, Jun 15, 2026, 10:00 AM EDT`, as the web app does; seconds are cut off.
pub fn local(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%a, %b %-d, %Y, %-I:%M %p %Z").to_string()
}

/// Formats a time as [`local`], with seconds unless they are zero.
pub fn local_seconds(at: DateTime<Utc>, zone: Tz) -> String {
    if at.timestamp() % 60 == 0 {
        return local(at, zone);
    }
    at.with_timezone(&zone).format("%a, %b %-d, %Y, %-I:%M:%S %p %Z").to_string()
}

/// Formats a duration as `1 h 30 min`, which is the same in all languages of the drivers.
pub fn length(seconds: i64) -> String {
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let parts: Vec<_> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_hour_shows_its_offset() {
        let zone = chrono_tz::America::New_York;
        let at = |text: &str| local(text.parse().unwrap(), zone);
        assert_eq!(at("2026-11-01T05:30:00Z"), "Sun, Nov 1, 2026, 1:30 AM EDT");
        assert_eq!(at("2026-11-01T06:30:15Z"), "Sun, Nov 1, 2026, 1:30 AM EST");
    }

    #[test]
    fn seconds_are_shown_on_request() {
        let zone = chrono_tz::America::New_York;
        let at = |text: &str| local_seconds(text.parse().unwrap(), zone);
        assert_eq!(at("2026-06-15T16:00:00Z"), "Mon, Jun 15, 2026, 12:00 PM EDT");
        assert_eq!(at("2026-06-15T04:05:09Z"), "Mon, Jun 15, 2026, 12:05:09 AM EDT");
    }

    #[test]
    fn lengths_are_short() {
        assert_eq!([length(5_400), length(61), length(0)], ["1 h 30 min", "1 min 1 s", "0 s"]);
    }
}
