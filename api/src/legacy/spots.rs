//! Lists the spots that are free now.

use axum::{Json, extract::State};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::domain::position::{Position, Unit},
    platform::{
        config::limits::Limit,
        domain::{
            language::Language,
            period::{Period, next_second},
        },
    },
    reservations::models::spot_search::{Area, SpotSearch},
};
use utoipa::IntoParams;

use super::{LegacyErrorResponse, error_response::LegacyError, views::LegacySpot};
use crate::{
    App,
    extract::{ClientAddress, Number, UncheckedParams},
    limits::RateLimitScope,
    search::OfferTerms,
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

/// `lng` takes precedence over `long`.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FilterSpots {
    /// Degrees north, -90 to 90
    #[param(inline, required = true, example = 40.7543)]
    lat: Option<Number<-90, 90>>,
    /// Degrees east, -180 to 180; this or `long`
    #[param(inline, example = -73.9884)]
    lng: Option<Number<-180, 180>>,
    /// Another name for `lng`
    #[param(inline)]
    long: Option<Number<-180, 180>>,
    /// `km`, or anything else for miles
    #[param(required = true, example = "km")]
    unit: Option<String>,
    /// Distance in `unit`
    #[param(required = true, example = 0.3)]
    dist: Option<f64>,
}

/// List free spots by distance, as the original did
///
/// Returns the free spots within `dist` kilometres (`unit=km`) or miles (any other unit, such as
/// `mil` or `mi`), the nearest first.
#[utoipa::path(get, path = "/available-parking-spots-filter", tag = "legacy",
    params(FilterSpots),
    responses((status = 200, body = Vec<LegacySpot>), (status = "4XX", body = LegacyError)))]
pub(crate) async fn available_parking_spots_filter(
    State(app): State<App>,
    address: ClientAddress,
    query: UncheckedParams<FilterSpots>,
) -> Result<Json<Vec<LegacySpot>>, LegacyErrorResponse> {
    let area = area_of(query)?;
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

/// Returns the search area; `None` if no spot can be inside it.
fn area_of(query: UncheckedParams<FilterSpots>) -> Result<Option<Area>> {
    let UncheckedParams { params, mut errors } = query;
    let has_lng = params.lng.is_some() || errors.contains("lng");
    let has_long = params.long.is_some() || errors.contains("long");
    let (longitude, other, lng) = if has_long && !has_lng {
        ("long", "lng", params.long)
    } else {
        ("lng", "long", params.lng)
    };
    errors.ignore(&[other]);
    let lat = errors.required("lat", params.lat);
    let lng = errors.required(longitude, lng);
    let unit = errors
        .required("unit", params.unit.filter(|unit| !unit.is_empty()))
        .map(|unit| if unit == "km" { Unit::Kilometre } else { Unit::Mile });
    let dist = errors.required("dist", params.dist);
    let circle = lat.zip(lng).zip(unit.zip(dist)).map(|((lat, lng), (unit, dist))| {
        let (center, radius_m) = (Position { lat: lat.0, lng: lng.0 }, dist * unit.metres());
        match radius_m {
            near if (0.0..FARTHEST_M).contains(&near) => Some(Area::Circle { center, radius_m }),
            far if far >= FARTHEST_M => Some(Area::Everywhere { center }),
            _ => None,
        }
    });
    errors.finish(circle)
}

/// Returns the spots that are free from now on for the shortest permitted stay of a car.
async fn free(app: &App, area: Area) -> Result<Vec<LegacySpot>> {
    let now = app.now();
    let starts_at = next_second(now);
    let Some(period) = Period::new(starts_at, starts_at + app.terms.min_stay) else {
        return Ok(Vec::new());
    };
    let search = SpotSearch {
        area,
        period,
        attributes: Vec::new(),
        zones: None,
        street_only: false,
        after: None,
        limit: LIMIT,
        now,
    };
    // Limits the lists that are built concurrently; other requests wait without a connection to the
    // database.
    let _turn =
        app.legacy_lists.acquire().await.map_err(|closed| Error::Internal(closed.to_string()))?;
    let (class, longest) = (VehicleClass::Car, app.terms.max_stay);
    let terms = OfferTerms { class, longest, language: Language::English };
    let found = app.search.find_all(search, terms).await?;
    Ok(found.iter().map(|spot| LegacySpot::from(&**spot)).collect())
}
