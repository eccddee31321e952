//! How things were, day by day.

use axum::{Json, extract::State};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde::Serialize;
use shared::{
    Error,
    analytics::models::history::{self, Day},
    places::models::city::City,
    platform::domain::ids::CityId,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Operator, Query},
    problem::Problem,
};

/// How many days are told when nobody says from when.
const USUAL_DAYS: u64 = 30;
/// The most days.
const MAX_DAYS: i64 = 92;

/// A day, from midnight to midnight in the city.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayView {
    date: NaiveDate,
    /// For how long spots were reserved, all spots taken together; of a stay over midnight each day
    /// has its part.
    reserved_seconds: i64,
    /// Spots that were in service on it, if only for a part.
    in_service_spots: i64,
    /// The share of those spots' time that was reserved, 0 to 1.
    #[schema(example = 0.42)]
    occupancy: f64,
    /// Stays that began on it.
    reservations: i64,
    /// What was billed on it.
    billed_minor: i64,
    /// What was collected on it, for whatever day.
    collected_minor: i64,
    /// What was given back on it, less what did not arrive.
    refunded_minor: i64,
}

/// Days of a city.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    city_id: Uuid,
    /// IANA time zone: that of the days.
    time_zone: &'static str,
    /// ISO 4217, of all amounts; they are whole minor units.
    #[schema(example = "USD")]
    currency: &'static str,
    from: NaiveDate,
    to: NaiveDate,
    /// Every day from `from` to `to`.
    days: Vec<DayView>,
}

impl From<Day> for DayView {
    fn from(day: Day) -> Self {
        Self {
            date: day.date,
            reserved_seconds: day.reserved_seconds,
            in_service_spots: day.in_service_spots,
            occupancy: share(
                day.reserved_seconds,
                day.in_service_spots.saturating_mul(day.seconds),
            ),
            reservations: day.reservations,
            billed_minor: day.billed_minor,
            collected_minor: day.collected_minor,
            refunded_minor: day.refunded_minor,
        }
    }
}

/// To four digits. Whoever had reserved a spot that was then retired may still be there: it is
/// never more than the whole.
fn share(part: i64, whole: i64) -> f64 {
    let ten_thousandths =
        part.saturating_mul(10_000).checked_div(whole).unwrap_or_default().clamp(0, 10_000);
    f64::from(u16::try_from(ten_thousandths).unwrap_or_default()) / 1e4
}

/// Which days an operator asks for.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    city_id: CityId,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Wanted {
    fn read(mut query: Query) -> Result<Self, Error> {
        let city_id = match query.required_text("city_id") {
            Some(_) => query.optional("city_id").map(CityId),
            None => None,
        };
        let (from, to) = (date(&mut query, "from"), date(&mut query, "to"));
        query.finish(city_id.map(|city_id| Self { city_id, from, to }))
    }

    /// The first day and the last: the last thirty, where nothing else is said.
    fn days(self, city: &City, now: DateTime<Utc>) -> Result<(NaiveDate, NaiveDate), Error> {
        let to = self.to.unwrap_or_else(|| now.with_timezone(&city.time_zone).date_naive());
        let from = self
            .from
            .unwrap_or_else(|| to.checked_sub_days(Days::new(USUAL_DAYS - 1)).unwrap_or(to));
        match (to - from).num_days() {
            ..0 => Err(Error::field("to", "before_start", "must not be before `from`")),
            MAX_DAYS.. => Err(Error::field(
                "to",
                "too_long",
                format!("must be one of {MAX_DAYS} days from `from` on"),
            )),
            _ => Ok((from, to)),
        }
    }
}

/// A date of our time, if it is there.
fn date(query: &mut Query, name: &str) -> Option<NaiveDate> {
    let date: NaiveDate = query.optional(name)?;
    if (2000..3000).contains(&date.year()) {
        return Some(date);
    }
    query.wrong(name, "out_of_range", "must be in the years 2000 to 2999")
}

/// Show figures by day
///
/// Of one city, in its own days: how much of the spots' time was reserved, how many stays began,
/// what was billed, collected and given back. Stays that were cancelled, revoked or never confirmed
/// do not count.
#[utoipa::path(get, path = "/api/v1/admin/figures/history", tag = "admin",
    security(("bearer" = [])),
    params(
        ("city_id" = Uuid, Query, description = "The city"),
        ("from" = Option<NaiveDate>, Query,
        description = "The first day; the 30th to the last if it is left out"),
        ("to" = Option<NaiveDate>, Query,
        description = "The last day, of 92 at most; today if it is left out"),
    ),
    responses((status = 200, body = History),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_history(
    State(app): State<App>,
    _: Operator,
    query: Query,
) -> Result<Json<History>, Problem> {
    let (wanted, now) = (Wanted::read(query)?, app.now());
    let found = app.db.read(move |conn| {
        let city = City::find(conn, wanted.city_id).map_err(|error| match error.into() {
            Error::NotFound => Error::field("city_id", "unknown", "must be the id of a city"),
            other => other,
        })?;
        let (from, to) = wanted.days(&city, now)?;
        let days = history::of_city(conn, city.id, from, to)?;
        Ok::<_, Error>((city, from, to, days))
    });
    let (city, from, to, days) = found.await?;
    Ok(Json(History {
        city_id: city.id.0,
        time_zone: city.time_zone.name(),
        currency: city.currency.code(),
        from,
        to,
        days: days.into_iter().map(DayView::from).collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_is_at_most_one_and_zero_of_zero() {
        assert_eq!([share(1, 4), share(5, 4), share(0, 0), share(7, 0)], [0.25, 1.0, 0.0, 0.0]);
    }
}
