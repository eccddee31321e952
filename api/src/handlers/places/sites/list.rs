//! List of sites in an area.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Result,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::{position::Position, terms::Terms},
        models::site_on_map::SiteOnMap,
    },
    platform::{
        db::PgConnection,
        domain::{
            ids::{SiteId, ZoneId},
            language::Language,
            period::Period,
        },
    },
    reservations::{domain::reserved_ahead::is_ahead, models::spot_search::Area},
    visits::{domain::site_count::SiteCount, models::site_count},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    SiteListItem,
    offers::{count_offers, zones_of},
};
use crate::{
    App,
    extract::{BoundingBox, Instant, Limit, Number, ParamErrors, UncheckedParams},
    handlers::reservations::spots::{
        query::{beyond_period, period, vehicle_class},
        terms_of_search,
    },
    problem::Problem,
    search::OfferTerms,
};

/// Radius without a parameter, in metres.
const RADIUS_M: f64 = 1_000.0;
/// Maximum number of sites that are compared.
const MAX_COMPARED: i64 = 1_000;

/// The area is a circle, or a box, which takes precedence.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FindSites {
    /// Degrees north, -90 to 90
    #[param(inline, example = 40.7543)]
    lat: Option<Number<-90, 90>>,
    /// Degrees east, -180 to 180
    #[param(inline, example = -73.9884)]
    lng: Option<Number<-180, 180>>,
    /// Radius in metres, 1 to 20,000; by default 1,000
    #[param(inline)]
    radius_m: Option<Number<1, 20_000>>,
    /// Instead of a circle: `west,south,east,north` in degrees, at most 0.5 each way; `west` is
    /// greater than `east` where it crosses the 180th meridian
    #[param(value_type = Option<String>)]
    bbox: Option<BoundingBox>,
    /// RFC 3339, with an offset; by default now
    #[param(value_type = Option<DateTime<Utc>>)]
    from: Option<Instant>,
    /// RFC 3339, with an offset; by default the shortest stay after `from`
    #[param(value_type = Option<DateTime<Utc>>)]
    to: Option<Instant>,
    /// `car` (default), `motorcycle`, `scooter`, `van` or `truck`: prices are for that class
    #[serde(default, deserialize_with = "vehicle_class")]
    #[param(value_type = Option<String>)]
    vehicle_class: Option<VehicleClass>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
}

/// Sites in an area.
#[derive(Serialize, ToSchema)]
pub(crate) struct SitesOnMap {
    sites: Vec<SiteListItem>,
}

struct Found {
    site: SiteOnMap,
    count: SiteCount,
    /// In metres; `None` in a box.
    distance_m: Option<f64>,
}

/// List garages and lots
///
/// Returns the sites in service around a position (`lat`, `lng`, `radius_m`), nearest first, or in
/// a box (`bbox`), by name. The counts are of now; if `from` is more than a minute away, they are
/// of the whole period, and include only the spots that are offered for the vehicle class. The
/// WebSocket at `/api/v1/live` pushes changes of the counts at once.
#[utoipa::path(get, path = "/api/v1/sites", tag = "spots",
    params(FindSites),
    responses((status = 200, body = SitesOnMap),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_sites_on_map(
    State(app): State<App>,
    query: UncheckedParams<FindSites>,
) -> Result<([(HeaderName, &'static str); 1], Json<SitesOnMap>), Problem> {
    let (now, limit) = (app.now(), usize::try_from(query.params.limit.0).unwrap_or(usize::MAX));
    let class = query.params.vehicle_class.unwrap_or(VehicleClass::Car);
    let beyond = beyond_period(query.params.from, query.params.to, &app.terms, now);
    let (terms, allowed) = terms_of_search(&app, beyond).await?;
    let (area, period) = area_and_period(query, &terms, now)?;
    let found = app.db.read(move |conn| find(conn, area, limit, now)).await?;
    let zones = found.iter().flat_map(|found| zones_of(&found.count));
    let is_allowed = |zone: &ZoneId| allowed.as_ref().is_none_or(|zones| zones.contains(zone));
    let zones: HashSet<ZoneId> = zones.filter(is_allowed).collect();
    // A count has no words.
    let offer_terms = OfferTerms { class, longest: terms.max_stay, language: Language::English };
    let offers = count_offers(&app, zones, period, offer_terms).await?;
    let is_later = is_ahead(period.starts_at(), now);
    let sites = found.iter().map(|Found { site, count, distance_m }| {
        let item = SiteListItem::new(site, count, &app.terms).at_distance(*distance_m);
        let item = item.with_lowest_price(offers.lowest_price(site.id));
        if is_later { item.later(count, |zone| offers.free_of(zone)) } else { item }
    });
    let sites = sites.collect();
    Ok(([(header::CACHE_CONTROL, "no-cache")], Json(SitesOnMap { sites })))
}

/// Returns the area and the period, or the errors of all parameters together.
fn area_and_period(
    query: UncheckedParams<FindSites>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(Area, Period)> {
    let UncheckedParams { params, mut errors } = query;
    let area = if params.bbox.is_some() || errors.contains("bbox") {
        errors.ignore(&["lat", "lng", "radius_m"]);
        params.bbox.map(|bounds| Area::Box(bounds.0))
    } else {
        circle(&params, &mut errors)
    };
    let period = period(params.from, params.to, terms, now, &mut errors);
    errors.finish(area.zip(period))
}

fn circle(params: &FindSites, errors: &mut ParamErrors) -> Option<Area> {
    let lat = errors.required("lat", params.lat);
    let lng = errors.required("lng", params.lng);
    let center = Position { lat: lat?.0, lng: lng?.0 };
    let radius_m = params.radius_m.map_or(RADIUS_M, |radius| radius.0);
    Some(Area::Circle { center, radius_m })
}

/// Returns the first `limit` sites of the area: the nearest in a circle, by name in a box.
fn find(
    conn: &mut PgConnection,
    area: Area,
    limit: usize,
    now: DateTime<Utc>,
) -> Result<Vec<Found>> {
    let bounds = if let Area::Box(bounds) = area { bounds } else { area.bounds() };
    let ids = site_count::in_box(conn, bounds, MAX_COMPARED)?;
    let sites = SiteOnMap::of_ids(conn, &ids)?.into_iter();
    let mut sites: Vec<_> = sites.filter_map(|site| inside(area, site)).collect();
    // Stable: sites at the same distance stay in the order of their names.
    sites.sort_by(|(_, one), (_, other)| match (one, other) {
        (Some(one), Some(other)) => one.total_cmp(other),
        _ => Ordering::Equal,
    });
    sites.truncate(limit);
    let ids: Vec<SiteId> = sites.iter().map(|(site, _)| site.id).collect();
    let counts = site_count::of_sites(conn, &ids, now)?.into_iter();
    let mut counts: HashMap<_, _> = counts.map(|count| (count.site_id, count)).collect();
    let found = sites.into_iter().filter_map(|(site, distance_m)| {
        let count = counts.remove(&site.id)?;
        Some(Found { site, count, distance_m })
    });
    Ok(found.collect())
}

/// Returns the site, with its distance in a circle; `None` if it is outside.
fn inside(area: Area, site: SiteOnMap) -> Option<(SiteOnMap, Option<f64>)> {
    match area {
        Area::Circle { center, radius_m } => {
            let distance_m = site.position().distance_m(center);
            (distance_m <= radius_m).then_some((site, Some(distance_m)))
        }
        Area::Box(bounds) => bounds.contains(site.position()).then_some((site, None)),
        Area::Everywhere { .. } => Some((site, None)),
    }
}
