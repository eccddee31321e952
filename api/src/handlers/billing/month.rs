//! Months in paths, such as `2030-06`.

use chrono::{Datelike as _, Months, NaiveDate};

/// Returns the first days of a month and of the next one; `None` unless the text is a month of the
/// years from 2000 to 2999.
pub(super) fn month_range(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let from = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok()?;
    // chrono also accepts 2030-6, +2030-06 and blanks.
    let is_month = from.format("%Y-%m").to_string() == text && (2000..3000).contains(&from.year());
    let to = from.checked_add_months(Months::new(1))?;
    is_month.then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_has_one_form() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(month_range("2030-06"), Some((day("2030-06-01"), day("2030-07-01"))));
        assert_eq!(month_range("2999-12"), Some((day("2999-12-01"), day("3000-01-01"))));
        for wrong in ["2030-6", "+2030-06", " 2030-06", "2030-13", "1999-12", "3000-01", "", "x"] {
            assert_eq!(month_range(wrong), None, "{wrong}");
        }
    }
}
