//! The report on guard-rails of prices and reservations.

use axum::{Json as Body, extract::State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::city::City,
    platform::domain::ids::CityId,
    pricing::{
        domain::guard_rail::GuardRail,
        models::guard_rail_count::{self, ZoneCount},
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Params, Permitted, QueryDate, day_range, permissions::ViewTariffs},
    problem::Problem,
};

/// Maximum length of the range, in days.
const MAX_DAYS: i64 = 366;

#[derive(Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowGuardRails {
    /// The first day; the 30th to the last if it is left out
    #[param(value_type = Option<NaiveDate>)]
    from: Option<QueryDate>,
    /// The last day, of 366 at most; today if it is left out
    #[param(value_type = Option<NaiveDate>)]
    to: Option<QueryDate>,
}

/// Counts of prices and reservations that the guard-rails of a city and its sites limited.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GuardRailReport {
    /// First day, in the time zone of the city.
    from: NaiveDate,
    /// Last day.
    to: NaiveDate,
    guard_rails: Vec<GuardRailFigures>,
}

/// The count of a guard-rail.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GuardRailFigures {
    /// `accessible_at_base_rate`: holds and extensions on accessible spots that have the base rate
    /// instead of a higher one. `reservable_percent`: refused holds and extensions of stays that
    /// begin later. `reduced_rate_cap`: holds and extensions whose price the cap lowered.
    #[schema(example = "reservable_percent")]
    guard_rail: &'static str,
    count: i64,
    /// The zones with a count, highest first.
    zones: Vec<GuardRailZone>,
}

/// The count of a guard-rail in a zone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GuardRailZone {
    zone_id: Uuid,
    #[schema(example = "West 43 Street")]
    street: String,
    count: i64,
}

impl GuardRailFigures {
    fn new(guard_rail: GuardRail, counts: &[ZoneCount]) -> Self {
        let counts = counts.iter().filter(|count| count.guard_rail == guard_rail);
        let zones: Vec<_> = counts
            .map(|count| GuardRailZone {
                zone_id: count.zone_id.0,
                street: count.street.clone(),
                count: count.count,
            })
            .collect();
        let count = zones.iter().map(|zone| zone.count).sum();
        Self { guard_rail: guard_rail.as_str(), count, zones }
    }
}

/// Show how often guard-rails applied
///
/// For one city, by day in its time zone: how often the terms of the city and its sites limited a
/// price that a rule had raised, capped the rate of a driver with a reduced-rate permit, or refused
/// a reservation ahead.
#[utoipa::path(get, path = "/api/v1/admin/cities/{id}/guard-rails", tag = "admin",
    security(("bearer" = ["view_tariffs"])),
    params(("id" = uuid::Uuid, Path, description = "The city"), ShowGuardRails),
    responses((status = 200, body = GuardRailReport),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_guard_rails(
    State(app): State<App>,
    operator: Permitted<ViewTariffs>,
    id: Id,
    Params(query): Params<ShowGuardRails>,
) -> Result<Body<GuardRailReport>, Problem> {
    let (city_id, now) = (CityId(id.0), app.now());
    operator.scope().check_city(city_id)?;
    let found = app.db.read(move |conn| {
        let today = now.with_timezone(&City::find(conn, city_id)?.time_zone).date_naive();
        let (from, to) = day_range(query.from, query.to, MAX_DAYS, today)?;
        let counts = guard_rail_count::of_city(conn, city_id, from, to)?;
        Ok::<_, Error>((from, to, counts))
    });
    let (from, to, counts) = found.await?;
    let all = GuardRail::ALL.iter();
    let guard_rails = all.map(|guard_rail| GuardRailFigures::new(*guard_rail, &counts)).collect();
    Ok(Body(GuardRailReport { from, to, guard_rails }))
}
