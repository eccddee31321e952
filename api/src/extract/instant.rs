//! Instants in request bodies and queries, in whole seconds. All times of requests are parsed here.

use std::str::FromStr;

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use shared::platform::domain::period::whole_second;

/// RFC 3339 with an offset, truncated to the whole second; a leap second becomes the second after
/// it. Accepts the years 1 to 9999, because PostgreSQL's calendar begins later than chrono's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Instant(pub(crate) DateTime<Utc>);

impl FromStr for Instant {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let at: DateTime<Utc> = text.parse().map_err(|_| malformed(text))?;
        if (1..=9_999).contains(&at.year()) {
            Ok(Self(whole_second(at)))
        } else {
            Err("must be in the years 1 to 9999")
        }
    }
}

fn malformed(text: &str) -> &'static str {
    if text.contains(' ') && text.replace(' ', "+").parse::<Instant>().is_ok() {
        return "contains a space: in a query, write + as %2B";
    }
    "must be a time with an offset, such as 2030-06-03T15:00:00Z; in a URL, write + as %2B"
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instant_is_a_whole_second_in_supported_years() {
        let read = |text: &str| text.parse::<Instant>().ok().map(|Instant(at)| at.to_rfc3339());
        for text in
            ["2030-06-03T14:59:60Z", "2030-06-03T15:00:00.999Z", "2030-06-03T11:00:00-04:00"]
        {
            assert_eq!(read(text).as_deref(), Some("2030-06-03T15:00:00+00:00"), "{text}");
        }
        for text in [
            "",
            "tomorrow",
            "2030-06-03T15:00:00",
            "2030-06-03T15:00:00 02:00",
            "-0001-01-01T00:00:00Z",
            "+12000-01-01T00:00:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
