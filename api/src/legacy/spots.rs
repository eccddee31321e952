//! Lists the spots that are free now.

use axum::{Json, extract::State};
use shared::{
    Error, Result,
    places::domain::position::{Position, Unit},
    platform::{
        config::limits::Limit,
        domain::period::{Period, next_second},
    },
    reservations::models::spot_search::{Area, SpotSearch},
};

use super::{LegacyErrorResponse, error_response::LegacyError, views::LegacySpot};
use crate::{
    App,
    extract::{ClientAddress, Query},
    limits::RateLimitScope,
};

/// Maximum number of spots in a response. The original had no limit, and no city of this size.
const LIMIT: i64 = 20_000;
/// A wider circle counts as the whole list; `/api/v1/spots` refuses wider ones.
const WIDE_M: f64 = 5_000.0;
/// Half the circumference of the earth in metres, the largest possible distance.
const FARTHEST_M: f64 = 20_016_000.0;

/// List free spots, as the original did
///
/// Returns all spots that are free now in one list, at most 20,000. Maps should use
/// `/api/v1/spots`.
#[utoipa::path(get, path = "/available-parking-spots/", tag = "legacy",
    responses((status = 200, body = Vec<LegacySpot>), (status = "4XX", body = LegacyError)))]
pub(crate) async fn available_parking_spots(
    State(app): State<App>,
    address: ClientAddress,
) -> Result<Json<Vec<LegacySpot>>, LegacyErrorResponse> {
    app.limits.check(Limit::LegacyList, &[RateLimitScope::Address(address)]).await?;
    let center = Position { lat: 0.0, lng: 0.0 };
    Ok(Json(free(&app, Area::Everywhere { center }).await?))
}

/// List free spots by distance, as the original did
///
/// Returns the free spots within `dist` kilometres (`unit=km`) or miles (any other unit, such as
/// `mil` or `mi`), the nearest first.
#[utoipa::path(get, path = "/available-parking-spots-filter", tag = "legacy",
    params(
        ("lat" = f64, Query, description = "Degrees north, -90 to 90", example = 40.7543),
        ("lng" = Option<f64>, Query, description = "Degrees east, -180 to 180; this or `long`",
        example = -73.9884),
        ("long" = Option<f64>, Query, description = "Another name for `lng`"),
        ("unit" = String, Query, description = "`km`, or anything else for miles", example = "km"),
        ("dist" = f64, Query, description = "How far", example = 0.3),
    ),
    responses((status = 200, body = Vec<LegacySpot>), (status = "4XX", body = LegacyError)))]
pub(crate) async fn available_parking_spots_filter(
    State(app): State<App>,
    address: ClientAddress,
    query: Query,
) -> Result<Json<Vec<LegacySpot>>, LegacyErrorResponse> {
    let area = read(query)?;
    if area.as_ref().is_some_and(is_wide) {
        app.limits.check(Limit::LegacyList, &[RateLimitScope::Address(address)]).await?;
    }
    match area {
        Some(area) => Ok(Json(free(&app, area).await?)),
        None => Ok(Json(Vec::new())),
    }
}

/// Returns whether a search may cover most of a city.
fn is_wide(area: &Area) -> bool {
    !matches!(area, Area::Circle { radius_m, .. } if *radius_m <= WIDE_M)
}

/// Parses the search area; `None` if no spot can be inside it.
fn read(mut query: Query) -> Result<Option<Area>> {
    let longitude =
        if query.text("lng").is_none() && query.text("long").is_some() { "long" } else { "lng" };
    let lat = query.required_number("lat", (-90.0, 90.0));
    let lng = query.required_number(longitude, (-180.0, 180.0));
    let unit = query
        .required_text("unit")
        .map(|unit| if unit == "km" { Unit::Kilometre } else { Unit::Mile });
    let dist = query.required_number("dist", (f64::MIN, f64::MAX));
    let circle = lat.zip(lng).zip(unit.zip(dist)).map(|((lat, lng), (unit, dist))| {
        let (center, radius_m) = (Position { lat, lng }, dist * unit.metres());
        match radius_m {
            near if (0.0..FARTHEST_M).contains(&near) => Some(Area::Circle { center, radius_m }),
            far if far >= FARTHEST_M => Some(Area::Everywhere { center }),
            _ => None,
        }
    });
    query.finish(circle)
}

/// Returns the spots that are free from now on for the shortest permitted stay.
async fn free(app: &App, area: Area) -> Result<Vec<LegacySpot>> {
    let now = app.now();
    let starts_at = next_second(now);
    let Some(period) = Period::new(starts_at, starts_at + app.terms.min_stay) else {
        return Ok(Vec::new());
    };
    let search =
        SpotSearch { area, period, attributes: Vec::new(), after: None, limit: LIMIT, now };
    // Limits the lists that are built concurrently; other requests wait without a connection to the
    // database.
    let _turn =
        app.legacy_lists.acquire().await.map_err(|closed| Error::Internal(closed.to_string()))?;
    let found = app.search.find_all(search).await?;
    Ok(found.iter().map(|spot| LegacySpot::from(&**spot)).collect())
}
