//! Search for free spots.

pub(in crate::handlers) mod query;
mod refused;

use std::{collections::HashSet, sync::Arc};

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use query::{Beyond, SearchSpots, search_of};
pub(crate) use refused::RefusedSpotView;
use serde::Serialize;
use shared::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::{
            position::{Position, Unit},
            terms::Terms,
        },
        models::{
            spot::Spot,
            terms::{any_reservable_limit, zones_allowing},
        },
    },
    platform::domain::{
        ids::{SpotId, ZoneId},
        language::Language,
        period::{Period, next_second},
    },
    pricing::models::posted_marker::any_assigned,
    reservations::{
        domain::reserved_ahead::is_ahead,
        models::{
            live_change::{self, Passed},
            spot_search::{Area, SpotSearch},
        },
    },
};
use utoipa::ToSchema;

use crate::{
    App,
    cursor::{self, DistanceCursor},
    etag,
    extract::{AcceptLanguage, UncheckedParams},
    problem::Problem,
    search::{Allowed, Found, OfferTerms, Offered, required_attributes},
    views::FreeSpotView,
};

/// Upper bound of the serialized size of a spot.
const SPOT_BYTES: usize = 768;

/// Free spots, nearest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FreeSpots<'a> {
    spots: Vec<FreeSpotView<'a>>,
    /// On the first page: up to ten free spots among these whose tariff refuses the period, nearest
    /// first.
    refused: Vec<RefusedSpotView<'a>>,
    /// Unit of the distances: `m`, `km` or `mi`.
    unit: &'static str,
    /// Start of the period.
    from: DateTime<Utc>,
    /// End of the period.
    to: DateTime<Utc>,
    /// Age of the result in milliseconds; changes committed after that may be missing.
    age_ms: u64,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// Find free spots
///
/// Returns spots that are free for the whole period, and whose tariff allows it for the vehicle
/// class, nearest first: around a position (`lat`, `lng`, `radius`), or in a box (`bbox`), ordered
/// by distance from its centre. `from` defaults to now, `to` to the shortest stay after `from`. A
/// page may be shorter than `limit` although more follow: `next_cursor` tells. Spots that can no
/// longer be reserved ahead for the period are left out. Rules and reasons are in words of the
/// language of `Accept-Language`: English, Spanish, German or French.
///
/// Polling clients should send the last `ETag` as `If-None-Match`: the response is 304 while the
/// same spots are free at the same prices. Where tariffs are posted, prices depend on the time, so
/// a search without `from` or `to` always has a new response. The WebSocket at `/api/v1/live`
/// pushes changes at once.
#[utoipa::path(get, path = "/api/v1/spots", tag = "spots",
    params(SearchSpots,
        ("If-None-Match" = Option<String>, Header,
        description = "`ETag` of a response to the same request"),
        ("Accept-Language" = Option<String>, Header,
        description = "Languages of the rules in words, such as `de, en;q=0.8`"),
    ),
    responses((status = 200, body = FreeSpots<'static>, headers(("ETag" = String,
    description = "Weak: the same spots are free at the same prices"))),
        (status = 304, description = "The same spots are free as when the `ETag` was given"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_spots(
    State(app): State<App>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
    language: AcceptLanguage,
    query: UncheckedParams<SearchSpots>,
) -> Result<Response, Problem> {
    let (now, query_string) = (app.now(), query_string.unwrap_or_default());
    let (moving, class) = (query.params.moving(), query.params.class());
    let beyond = query.params.beyond(&app.terms, now);
    let (terms, zones) = terms_of_search(&app, beyond).await?;
    let (search, unit) = search_of(query, &terms, now)?;
    let search = SpotSearch { zones, ..search };
    let language = language.or_english();
    let offer_terms = OfferTerms { class, longest: terms.max_stay, language };
    // The same request in another language has another response.
    let question = format!("{} {query_string}", language.as_str());
    if let Some(seen) = etag::seen(&headers, &question) {
        let (area, passed) = (search.area.bounds(), moving.passed(seen.at, &search, &app.terms));
        let was_ahead = !moving.from && is_ahead(search.period.starts_at(), seen.at);
        let is_ahead = search.is_ahead();
        let check = move |conn: &mut _| {
            // A price by a tariff changes with the clock, and when a stay is not ahead any more.
            let is_at_same_time = !moving.any() && was_ahead == is_ahead;
            let is_same_price = is_at_same_time || !any_assigned(conn)?;
            // A limit depends on spots outside of the area, and on the clock.
            let is_same_limit = !was_ahead || !any_reservable_limit(conn)?;
            let is_same = is_same_price && is_same_limit;
            Ok::<_, Error>(is_same && live_change::is_unchanged(conn, &seen, area, &passed)?)
        };
        if app.db.read(check).await? {
            return Ok(etag::not_modified(&headers));
        }
    }
    let Found { version, age, mut offers } = app.search.find(&search, offer_terms).await?;
    if offers.spots.is_empty() && offers.refused.is_empty() {
        reject_swapped(&app, &search, offer_terms).await?;
    }
    // One row more than a page was read, to detect whether there is a next page.
    let page = usize::try_from(search.limit - 1).unwrap_or(usize::MAX);
    let has_more = offers.spots.len() > page;
    offers.spots.truncate(page);
    let last = offers.spots.last().filter(|_| has_more).map(Offered::place);
    let next = last.or(offers.stopped_at);
    let free = FreeSpots {
        unit: unit.as_str(),
        from: search.period.starts_at(),
        to: search.period.ends_at(),
        age_ms: u64::try_from(age.as_millis()).unwrap_or(u64::MAX),
        next_cursor: next
            .and_then(|place| cursor::write(&DistanceCursor::new(place.distance_m, place.id.0))),
        spots: views(&offers.spots, unit),
        refused: offers.refused.iter().map(|spot| RefusedSpotView::new(spot, unit)).collect(),
    };
    let body = written(&free)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, etag::headers(&version, &question), body).into_response())
}

/// Returns the terms that limit a search. If the defaults do not allow the period (`beyond`), these
/// are terms that do, with the zones that have them; without such zones the search is refused.
pub(in crate::handlers) async fn terms_of_search(
    app: &App,
    beyond: Option<Beyond>,
) -> Result<(Arc<Terms>, Option<HashSet<ZoneId>>)> {
    let defaults = Arc::clone(&app.terms);
    let Some((stay, lead)) = beyond else { return Ok((defaults, None)) };
    let read = move |conn: &mut _| {
        let zones = zones_allowing(conn, &defaults, stay, lead)?;
        Ok::<_, Error>((defaults, zones))
    };
    let (defaults, zones) = app.db.read(read).await?;
    if zones.is_empty() {
        return Ok((defaults, None));
    }
    let (max_stay, max_lead) = (defaults.max_stay.max(stay), defaults.max_lead.max(lead));
    let terms = Terms { max_stay, max_lead, ..Terms::clone(&defaults) };
    Ok((Arc::new(terms), Some(zones.into_iter().collect())))
}

/// Serializes the spots as JSON. `axum::Json` starts with a buffer of 128 bytes and doubles it,
/// which copies a page several times.
fn written(free: &FreeSpots<'_>) -> Result<Vec<u8>> {
    let count = free.spots.len() + free.refused.len() + 1;
    let mut body = Vec::with_capacity(SPOT_BYTES * count);
    serde_json::to_writer(&mut body, free).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(body)
}

pub(in crate::handlers) fn views(spots: &[Offered<Allowed>], unit: Unit) -> Vec<FreeSpotView<'_>> {
    spots
        .iter()
        .map(|found| found.spot.view(found.distance_m, unit.metres(), &found.offer))
        .collect()
}

/// The ends of the period that move with the clock.
#[derive(Clone, Copy)]
struct Moving {
    from: bool,
    to: bool,
}

impl Moving {
    fn any(self) -> bool {
        self.from || self.to
    }

    /// Returns the time passed since the same search was made at `seen_at`.
    fn passed(self, seen_at: DateTime<Utc>, search: &SpotSearch, terms: &Terms) -> Passed {
        let (starts_at, ends_at) = (search.period.starts_at(), search.period.ends_at());
        let started = if self.from { next_second(seen_at) } else { starts_at };
        let ended = if self.to { started + terms.min_stay } else { ends_at };
        Passed { seen_at, now: search.now, starts: (started, starts_at), ends: (ended, ends_at) }
    }
}

/// Refuses a search without results that would have results with latitude and longitude swapped,
/// because the client has probably confused them.
async fn reject_swapped(app: &App, search: &SpotSearch, terms: OfferTerms) -> Result<()> {
    let Area::Circle { center: Position { lat, lng }, radius_m } = search.area else {
        return Ok(());
    };
    if lng.abs() > 90.0 || search.after.is_some() {
        return Ok(());
    }
    let area = Area::Circle { center: Position { lat: lng, lng: lat }, radius_m };
    let swapped = SpotSearch { area, attributes: Vec::new(), limit: 1, ..search.clone() };
    let offers = app.search.find(&swapped, terms).await?.offers;
    if offers.spots.is_empty() && offers.refused.is_empty() {
        return Ok(());
    }
    Err(Error::field(
        "lat",
        "swapped",
        "and lng have changed places: lat is degrees north, lng degrees east",
    ))
}

/// Returns up to three spots around a taken one that are offered for the same period and class.
pub(crate) async fn alternatives(
    app: &App,
    spot_id: SpotId,
    class: VehicleClass,
    period: Period,
    language: Language,
) -> Vec<FreeSpotView<'static>> {
    let found = async {
        let center =
            app.db.read(move |conn| Ok::<_, Error>(Spot::position(conn, spot_id)?)).await?;
        let Some(center) = center else { return Ok(Vec::new()) };
        let area = Area::Circle { center, radius_m: 500.0 };
        let search = SpotSearch {
            area,
            period,
            attributes: required_attributes(class),
            zones: None,
            street_only: false,
            after: None,
            limit: 3,
            now: app.now(),
        };
        let terms = OfferTerms { class, longest: app.terms.max_stay, language };
        app.search.find(&search, terms).await.map(|found| found.offers.spots)
    };
    let found = found.await.inspect_err(|error| tracing::warn!(%error, "No alternatives"));
    views(&found.unwrap_or_default(), Unit::Metre)
        .into_iter()
        .map(FreeSpotView::into_owned)
        .collect()
}
