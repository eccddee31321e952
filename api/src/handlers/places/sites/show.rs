//! One site with its levels, its rules and what it costs.

use std::{collections::HashSet, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    equipment::models::lane::Lane,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::{position::Position, site_rules::SiteState, terms::Terms},
        models::{site::Site, site_on_map::SiteOnMap, terms},
    },
    platform::{
        db::PgConnection,
        domain::{
            ids::{SiteId, ZoneId},
            period::Period,
        },
    },
    reservations::domain::reserved_ahead::is_ahead,
    visits::{
        domain::{geofence::corners_of, site_count::SiteCount},
        models::site_count,
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    SiteListItem,
    nearby::nearby_sites,
    offers::{count_offers, free_spots_of_site, ordinary_offer, rules_of, zones_of},
};
use crate::{
    App,
    extract::{AcceptLanguage, Id, Instant, Number, UncheckedParams},
    handlers::reservations::spots::query::{period, vehicle_class},
    problem::{NearbySite, Problem},
    search::{OfferTerms, SpotOffer},
    views::MoneyView,
};

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowSite {
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
    /// With `lng`: degrees north of the position from which the distance is measured
    #[param(inline)]
    lat: Option<Number<-90, 90>>,
    /// With `lat`: degrees east
    #[param(inline)]
    lng: Option<Number<-180, 180>>,
}

/// An entrance or exit in service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteLaneView {
    id: Uuid,
    #[schema(example = "Entrance")]
    name: String,
    /// `in`, `out` or `both`.
    #[schema(example = "in")]
    direction: &'static str,
}

/// A garage or lot with its rules.
#[derive(Serialize, ToSchema)]
pub(crate) struct SiteDetails {
    #[serde(flatten)]
    site: SiteListItem,
    /// Outline as positions, each `[lng, lat]`; `null` if unknown.
    boundary: Option<Vec<[f64; 2]>>,
    /// Instructions for drivers on their way; may have several lines.
    arrival_instructions: String,
    /// Instructions for drivers when no spot is free; may have several lines.
    full_instructions: String,
    /// Person or office, as free text.
    contact: String,
    /// The tariff in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: String,
    /// Price of the period at `bookable_spot_id`, or else at an ordinary spot; `null` if the tariff
    /// refuses the period.
    price: Option<MoneyView>,
    /// Latest end that the tariff allows for a stay from the start of the period; `null` if it does
    /// not limit it.
    latest_end: Option<DateTime<Utc>>,
    /// A spot that can be reserved for the period; `null` if there is none.
    bookable_spot_id: Option<Uuid>,
    /// Maximum length of a visit without a booked end, in seconds.
    max_visit_seconds: i64,
    lanes: Vec<SiteLaneView>,
    /// Sites with free spots nearby, nearest first; only while the state is `full`.
    full_alternatives: Vec<NearbySite>,
}

/// The rows of a site.
struct Rows {
    site: Site,
    on_map: SiteOnMap,
    count: SiteCount,
    terms: Terms,
    lanes: Vec<Lane>,
    alternatives: Vec<NearbySite>,
}

/// Show a garage or lot
///
/// Returns its levels, instructions, lanes, rules in words, and the price of the period. Rules are
/// in words of the language of `Accept-Language`. If `from` is more than a minute away, the counts
/// are of the whole period, as in the list.
#[utoipa::path(get, path = "/api/v1/sites/{id}", tag = "spots",
    params(("id" = Uuid, Path, description = "The site"), ShowSite),
    responses((status = 200, body = SiteDetails),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_site_on_map(
    State(app): State<App>,
    language: AcceptLanguage,
    id: Id,
    query: UncheckedParams<ShowSite>,
) -> Result<([(HeaderName, &'static str); 1], Json<SiteDetails>), Problem> {
    let (id, now, defaults) = (SiteId(id.0), app.now(), app.terms.clone());
    let rows = app.db.read(move |conn| read(conn, id, &defaults, now)).await?;
    let (class, viewer) = (query.params.vehicle_class, query.params.lat.zip(query.params.lng));
    let period = checked_period(query, &rows.terms, now)?;
    let offer_terms = OfferTerms {
        class: class.unwrap_or(VehicleClass::Car),
        longest: rows.terms.max_stay,
        language: language.or_english(),
    };
    let (zones, at) = (zones_of(&rows.count).collect::<HashSet<_>>(), rows.on_map.position());
    let offers = count_offers(&app, zones.clone(), period, offer_terms).await?;
    let free = free_spots_of_site(&app, at, zones.clone(), period, offer_terms, 1).await?;
    let bookable = free.into_iter().next();
    let offer = match &bookable {
        Some(found) => Some(SpotOffer::Allowed(Arc::clone(&found.offer))),
        None => offer_of_any(&app, zones, period, offer_terms).await?,
    };
    let (price, latest_end) = match &offer {
        Some(SpotOffer::Allowed(offer)) => (Some(offer.price), offer.latest_end),
        Some(SpotOffer::Refused(offer)) => (None, offer.refusal.allowed_until),
        None => (None, None),
    };
    let Rows { site, on_map, count, terms, lanes, alternatives } = rows;
    let distance_m = viewer.map(|(lat, lng)| at.distance_m(Position { lat: lat.0, lng: lng.0 }));
    let item = SiteListItem::new(&on_map, &count, &app.terms).at_distance(distance_m);
    let item = item.with_lowest_price(offers.lowest_price(id));
    let is_later = is_ahead(period.starts_at(), now);
    let item = if is_later { item.later(&count, |zone| offers.free_of(zone)) } else { item };
    let details = SiteDetails {
        site: item,
        boundary: site.boundary.as_deref().map(ring),
        arrival_instructions: site.arrival_instructions,
        full_instructions: site.full_instructions,
        contact: site.contact,
        rules: rules_of(offer.as_ref()),
        price: price.map(MoneyView::from),
        latest_end,
        bookable_spot_id: bookable.map(|found| found.spot.id.0),
        max_visit_seconds: count.rules.max_visit_of(&terms).num_seconds(),
        lanes: lanes.into_iter().map(SiteLaneView::from).collect(),
        full_alternatives: alternatives,
    };
    Ok(([(header::CACHE_CONTROL, "no-cache")], Json(details)))
}

/// Reads a site in service.
///
/// # Errors
/// `NotFound` if it is unknown or retired.
fn read(conn: &mut PgConnection, id: SiteId, defaults: &Terms, now: DateTime<Utc>) -> Result<Rows> {
    let (site, on_map) = (Site::find(conn, id)?, SiteOnMap::of_ids(conn, &[id])?.pop());
    let count = site_count::of_sites(conn, &[id], now)?.pop();
    let (on_map, count) = on_map.zip(count).ok_or(Error::NotFound)?;
    let terms = terms::at_site(conn, defaults, &site)?;
    let mut lanes = Lane::of_site(conn, id)?;
    lanes.retain(|lane| lane.retired_at.is_none());
    let is_full = count.state() == SiteState::Full;
    let alternatives = if is_full { nearby_sites(conn, id, now)? } else { Vec::new() };
    Ok(Rows { site, on_map, count, terms, lanes, alternatives })
}

fn checked_period(
    query: UncheckedParams<ShowSite>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Period> {
    let UncheckedParams { params, mut errors } = query;
    if params.lat.is_some() != params.lng.is_some() {
        errors.required("lat", params.lat);
        errors.required("lng", params.lng);
    }
    let period = period(params.from, params.to, terms, now, &mut errors);
    errors.finish(period)
}

async fn offer_of_any(
    app: &App,
    zones: HashSet<ZoneId>,
    period: Period,
    terms: OfferTerms,
) -> Result<Option<SpotOffer>> {
    let (zones, now): (Vec<ZoneId>, _) = (zones.into_iter().collect(), app.now());
    app.db.read(move |conn| ordinary_offer(conn, &zones, period, terms, now)).await
}

fn ring(boundary: &str) -> Vec<[f64; 2]> {
    corners_of(boundary).into_iter().map(|corner| [corner.lng, corner.lat]).collect()
}

impl From<Lane> for SiteLaneView {
    fn from(lane: Lane) -> Self {
        Self { id: lane.id.0, name: lane.name, direction: lane.direction.as_str() }
    }
}
