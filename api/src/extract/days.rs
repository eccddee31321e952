//! Ranges of local days in a query.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, de::Error as _};
use shared::Error;

/// Default length of a range, in days.
const USUAL_DAYS: u64 = 30;

/// A date in the years 2000 to 2999.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueryDate(NaiveDate);

impl<'de> Deserialize<'de> for QueryDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = NaiveDate::deserialize(deserializer)?;
        if (2000..3000).contains(&date.year()) {
            Ok(Self(date))
        } else {
            Err(D::Error::custom("out_of_range: must be in the years 2000 to 2999"))
        }
    }
}

/// Returns the first and the last day of the parameters `from` and `to`; defaults to the last 30
/// days.
///
/// # Errors
/// `Invalid` if the range is empty, or longer than `max_days`.
pub(crate) fn day_range(
    from: Option<QueryDate>,
    to: Option<QueryDate>,
    max_days: i64,
    today: NaiveDate,
) -> Result<(NaiveDate, NaiveDate), Error> {
    let to = to.map_or(today, |to| to.0);
    let usual = || to.checked_sub_days(Days::new(USUAL_DAYS - 1)).unwrap_or(to);
    let from = from.map_or_else(usual, |from| from.0);
    let length = (to - from).num_days() + 1;
    if length < 1 {
        return Err(Error::field("to", "before_start", "must not be before `from`"));
    }
    if max_days < length {
        let message = format!("must be one of {max_days} days from `from` on");
        return Err(Error::field("to", "too_long", message));
    }
    Ok((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> QueryDate {
        QueryDate(text.parse().unwrap())
    }

    fn range(from: Option<&str>, to: Option<&str>) -> Result<[String; 2], &'static str> {
        let today = "2030-06-30".parse().unwrap();
        match day_range(from.map(date), to.map(date), 92, today) {
            Ok((from, to)) => Ok([from.to_string(), to.to_string()]),
            Err(Error::Invalid(errors)) => Err(errors[0].code),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn range_defaults_to_the_last_days() {
        assert_eq!(range(None, None).unwrap(), ["2030-06-01", "2030-06-30"]);
        assert_eq!(range(None, Some("2030-01-30")).unwrap(), ["2030-01-01", "2030-01-30"]);
    }

    #[test]
    fn range_is_limited() {
        assert_eq!(range(Some("2030-06-30"), None).unwrap(), ["2030-06-30", "2030-06-30"]);
        assert!(range(Some("2030-03-31"), None).is_ok(), "92 days");
        assert_eq!(range(Some("2030-03-30"), None), Err("too_long"));
        assert_eq!(range(Some("2030-07-01"), None), Err("before_start"));
    }
}
