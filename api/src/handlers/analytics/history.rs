//! Figures by day.

use axum::{Json, extract::State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    analytics::models::history::{self, Day},
    places::models::city::City,
    platform::domain::ids::CityId,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    extract::{Params, Permitted, QueryDate, day_range, permissions::ViewFigures},
    problem::Problem,
};

/// Maximum length of the range, in days.
const MAX_DAYS: i64 = 92;

/// A day, from midnight to midnight in the city.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayView {
    date: NaiveDate,
    /// Total reserved time of all spots, in seconds. A stay over midnight is split between the
    /// days.
    reserved_seconds: i64,
    /// Spots in service for at least a part of the day.
    in_service_spots: i64,
    /// Share of the time of those spots that was reserved, 0 to 1.
    #[schema(example = 0.42)]
    occupancy: f64,
    /// Stays that started on the day.
    reservations: i64,
    /// Amount billed on the day.
    billed_minor: i64,
    /// Amount collected on the day, for charges of any day.
    collected_minor: i64,
    /// Amount refunded on the day, less failed refunds.
    refunded_minor: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    city_id: Uuid,
    /// IANA time zone in which the days are counted.
    time_zone: &'static str,
    /// ISO 4217 currency of all amounts, which are in minor units.
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

/// Ratio rounded to four decimal places. Capped at 1, because a stay can continue on a spot that
/// was retired during it.
fn share(part: i64, whole: i64) -> f64 {
    let ten_thousandths =
        part.saturating_mul(10_000).checked_div(whole).unwrap_or_default().clamp(0, 10_000);
    f64::from(u16::try_from(ten_thousandths).unwrap_or_default()) / 1e4
}

#[derive(Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowHistory {
    /// The city
    city_id: Uuid,
    /// The first day; the 30th to the last if it is left out
    #[param(value_type = Option<NaiveDate>)]
    from: Option<QueryDate>,
    /// The last day, of 92 at most; today if it is left out
    #[param(value_type = Option<NaiveDate>)]
    to: Option<QueryDate>,
}

/// Show figures by day
///
/// For one city, in its time zone: utilization of the spots, number of stays started, and amounts
/// billed, collected and refunded. Cancelled, revoked and unconfirmed reservations are not counted.
#[utoipa::path(get, path = "/api/v1/admin/figures/history", tag = "admin",
    security(("bearer" = ["view_figures"])), params(ShowHistory),
    responses((status = 200, body = History),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_history(
    State(app): State<App>,
    operator: Permitted<ViewFigures>,
    Params(query): Params<ShowHistory>,
) -> Result<Json<History>, Problem> {
    let city_id = CityId(query.city_id);
    operator.scope().check_city(city_id)?;
    let now = app.now();
    let found = app.db.read(move |conn| {
        let city = City::find(conn, city_id).map_err(|error| match error.into() {
            Error::NotFound => Error::field("city_id", "unknown", "must be the id of a city"),
            other => other,
        })?;
        let today = now.with_timezone(&city.time_zone).date_naive();
        let (from, to) = day_range(query.from, query.to, MAX_DAYS, today)?;
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
