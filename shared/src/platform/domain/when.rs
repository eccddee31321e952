//! Times in local time with the time zone's abbreviation, as drivers read them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// Formats a time as `Mon 15 Jun 2026, 10:00 EDT`, with seconds unless they are zero.
pub fn local(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    let seconds = if at.timestamp() % 60 == 0 { "" } else { ":%S" };
    local.format(&format!("%a %-d %b %Y, %H:%M{seconds} %Z")).to_string()
}

/// Formats a duration as `1 h 30 min`.
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
        assert_eq!(at("2026-11-01T05:30:00Z"), "Sun 1 Nov 2026, 01:30 EDT");
        assert_eq!(at("2026-11-01T06:30:15Z"), "Sun 1 Nov 2026, 01:30:15 EST");
    }

    #[test]
    fn lengths_are_short() {
        assert_eq!([length(5_400), length(61), length(0)], ["1 h 30 min", "1 min 1 s", "0 s"]);
    }
}
