//! Seasons between dates with a year.

use chrono::{Datelike, NaiveDate};

use super::{document::Season, validation::YEARS, values::SeasonDate};

/// Returns the days from the first to the last, both inclusive; `None` if all days are meant. A
/// first day before the years of a document, or a last one after them, is no bound.
pub(super) fn dated_season(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<Season> {
    let from = from.filter(|date| *YEARS.start() <= date.year()).map(SeasonDate::Once);
    let to = to.filter(|date| date.year() <= *YEARS.end()).map(SeasonDate::Once);
    (from.is_some() || to.is_some()).then_some(Season { from, to })
}
