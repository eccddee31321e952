//! The search for free spots.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use metrics::counter;
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    domain::{
        ids::SpotId,
        period::{Period, next_second},
        position::{Bounds, Position, Unit},
        terms::Terms,
        version::Version,
    },
    metrics::SEARCHES,
    models::{
        live_change::{self, Passed},
        spot::Spot,
        spot_search::{After, Area, FreeSpot, SpotSearch},
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App, cursor, etag,
    extract::Query,
    problem::Problem,
    read_model::{self, Entry},
    views::FreeSpotView,
};

/// Largest radius, in metres.
const MAX_RADIUS_M: f64 = 5_000.0;
/// Largest box, in degrees: about 55 km from south to north.
const MAX_BOX_DEGREES: f64 = 0.5;
/// Most spots of a page.
pub(super) const MAX_LIMIT: i64 = 200;
/// What a spot may have.
const ATTRIBUTES: [&str; 4] = ["accessible", "charger", "motorcycle", "wide"];

/// Free spots, nearest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FreeSpots {
    spots: Vec<FreeSpotView>,
    /// Unit of the distances: `m`, `km` or `mi`.
    unit: &'static str,
    /// From when the spots are free.
    from: DateTime<Utc>,
    /// Until when.
    to: DateTime<Utc>,
    /// How many milliseconds ago all that is told was so; what is committed later may be missing.
    age_ms: u64,
    /// Hand it back as `cursor` for the next page; `null` on the last.
    next_cursor: Option<String>,
}

/// Where a page ended.
#[derive(Serialize, Deserialize)]
struct Place(u64, Uuid);

/// Find free spots
///
/// Spots that are free for the whole period, nearest first: around a position (`lat`, `lng`, `radius`), or in a box (`bbox`) as a map shows
/// it, then nearest to its middle. Without `from` from now on; without `to` for the shortest stay.
///
/// Those who ask again and again send the `ETag` of the last answer as `If-None-Match`, and get 304 while the same spots are free; the
/// WebSocket at `/api/v1/live` tells changes at once.
#[utoipa::path(get, path = "/api/v1/spots", tag = "spots",
    params(
        ("lat" = Option<f64>, Query, description = "Degrees north, -90 to 90", example = 40.7543),
        ("lng" = Option<f64>, Query, description = "Degrees east, -180 to 180", example = -73.9884),
        ("radius" = Option<f64>, Query, description = "How far, in `unit`; at most 5 km", example = 300),
        ("unit" = Option<String>, Query, description = "`m` (default), `km` or `mi`"),
        ("bbox" = Option<String>, Query, description = "Instead of a circle: `west,south,east,north` in degrees, at most 0.5 each way"),
        ("from" = Option<DateTime<Utc>>, Query, description = "RFC 3339, with an offset"),
        ("to" = Option<DateTime<Utc>>, Query, description = "RFC 3339, with an offset"),
        ("attributes" = Option<String>, Query, description = "All of these, separated by commas: `accessible`, `charger`, `motorcycle`, `wide`"),
        ("limit" = Option<i64>, Query, description = "1 to 200, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("If-None-Match" = Option<String>, Header, description = "`ETag` of an answer to the same question"),
    ),
    responses((status = 200, body = FreeSpots, headers(("ETag" = String, description = "Weak: the same spots are free"))),
        (status = 304, description = "The same spots are free as when the `ETag` was given"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_spots(
    State(app): State<App>,
    RawQuery(asked_for): RawQuery,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, Problem> {
    let (now, asked_for) = (app.now(), asked_for.unwrap_or_default());
    let moving = Moving { from: query.text("from").is_none(), to: query.text("to").is_none() };
    let (search, unit) = read(query, &app.terms, now)?;
    if let Some(seen) = etag::seen(&headers, &asked_for) {
        let (area, passed) = (search.area.bounds(), moving.passed(seen.at, &search, &app.terms));
        let check = move |conn: &mut _| Ok::<_, Error>(live_change::is_unchanged(conn, &seen, area, &passed)?);
        if app.db.read(check).await? {
            return Ok(etag::not_modified(&headers));
        }
    }
    let mut found = find(&app, &search, unit).await?;
    if found.spots.is_empty() {
        refuse_swapped(&app, &search).await?;
    }
    // One more than a page was read, to know whether there is a next.
    let page = usize::try_from(search.limit - 1).unwrap_or(usize::MAX);
    let has_more = found.spots.len() > page;
    found.spots.truncate(page);
    let last = found.spots.last().filter(|_| has_more).map(|(place, _)| place);
    let free = FreeSpots {
        unit: unit.as_str(),
        from: search.period.starts_at(),
        to: search.period.ends_at(),
        age_ms: u64::try_from(found.age.as_millis()).unwrap_or(u64::MAX),
        next_cursor: last.and_then(cursor::write),
        spots: found.spots.into_iter().map(|(_, view)| view).collect(),
    };
    Ok((etag::headers(&found.version, &asked_for), Json(free)).into_response())
}

/// What a search has found.
struct Found {
    version: Version,
    age: Duration,
    spots: Vec<(Place, FreeSpotView)>,
}

/// Looks in memory, or else in the database: both find the same.
async fn find(app: &App, search: &SpotSearch, unit: Unit) -> Result<Found> {
    let metres = unit.metres();
    let known = match &app.read_model {
        Some(read_model) => read_model.search(search).await,
        None => None,
    };
    if let Some(read_model::Found { version, age, spots }) = known {
        let view = |(distance_m, spot): (f64, Arc<Entry>)| {
            (Place(distance_m.to_bits(), spot.id.0), FreeSpotView::of_entry(&spot, distance_m, metres))
        };
        counter!(SEARCHES, "from" => "memory").increment(1);
        return Ok(Found { version, age, spots: spots.into_iter().map(view).collect() });
    }
    counter!(SEARCHES, "from" => "database").increment(1);
    let search = search.clone();
    let run = move |conn: &mut _| Ok::<_, Error>(search.run_at_version(conn)?);
    let (version, spots) = app.db.read(run).await?;
    let view = |spot: FreeSpot| (Place(spot.distance_m.to_bits(), spot.id.0), FreeSpotView::new(spot, metres));
    Ok(Found { version, age: Duration::ZERO, spots: spots.into_iter().map(view).collect() })
}

/// Which ends of the period move with the clock.
#[derive(Clone, Copy)]
struct Moving {
    from: bool,
    to: bool,
}

impl Moving {
    /// What has passed since the same was asked at `seen_at`.
    fn passed(self, seen_at: DateTime<Utc>, search: &SpotSearch, terms: &Terms) -> Passed {
        let (starts_at, ends_at) = (search.period.starts_at(), search.period.ends_at());
        let started = if self.from { next_second(seen_at) } else { starts_at };
        let ended = if self.to { started + terms.min_stay } else { ends_at };
        Passed { seen_at, now: search.now, starts: (started, starts_at), ends: (ended, ends_at) }
    }
}

fn read(mut query: Query, terms: &Terms, now: DateTime<Utc>) -> Result<(SpotSearch, Unit)> {
    let unit = query.optional("unit").unwrap_or_default();
    let area = if query.text("bbox").is_some() {
        read_bounds(&mut query).map(Area::Box)
    } else {
        read_circle(&mut query, unit)
    };
    let period = read_period(&mut query, terms, now);
    let attributes = read_attributes(&mut query);
    let limit = query.limit(50, MAX_LIMIT) + 1;
    let after = query.text("cursor").map(cursor::read::<Place>).transpose()?;
    let after = after.map(|Place(bits, id)| After { distance_m: f64::from_bits(bits), id: SpotId(id) });
    let search = area.zip(period).zip(attributes).map(|((area, period), attributes)| SpotSearch {
        area,
        period,
        attributes,
        after,
        limit,
        now,
    });
    Ok((query.finish(search)?, unit))
}

fn read_circle(query: &mut Query, unit: Unit) -> Option<Area> {
    let lat = query.required_number("lat", (-90.0, 90.0));
    let lng = query.required_number("lng", (-180.0, 180.0));
    let radius = query.required_number("radius", (0.0, MAX_RADIUS_M / unit.metres()));
    let center = Position { lat: lat?, lng: lng? };
    Some(Area::Circle { center, radius_m: radius? * unit.metres() })
}

/// What a map shows.
pub(super) fn read_bounds(query: &mut Query) -> Option<Bounds> {
    let edges: Vec<f64> = query.text("bbox")?.split(',').filter_map(|edge| edge.trim().parse().ok()).collect();
    let &[west, south, east, north] = edges.as_slice() else {
        return query.wrong("bbox", "malformed", "must be four numbers: west,south,east,north");
    };
    let within = |edge: f64, most: f64| edge.is_finite() && edge.abs() <= most;
    if !(within(west, 180.0) && within(east, 180.0) && within(south, 90.0) && within(north, 90.0)) {
        return query.wrong("bbox", "out_of_range", "must be degrees: west,south,east,north");
    }
    if west >= east || south >= north {
        return query.wrong("bbox", "swapped", "west must be less than east, and south less than north");
    }
    if east - west > MAX_BOX_DEGREES || north - south > MAX_BOX_DEGREES {
        return query.wrong("bbox", "too_large", format!("must be at most {MAX_BOX_DEGREES} degrees each way"));
    }
    Some(Bounds { west, south, east, north })
}

fn read_period(query: &mut Query, terms: &Terms, now: DateTime<Utc>) -> Option<Period> {
    let from: Option<DateTime<Utc>> = query.optional("from");
    let to: Option<DateTime<Utc>> = query.optional("to");
    let starts_at = from.unwrap_or_else(|| next_second(now));
    if starts_at < now - TimeDelta::minutes(1) {
        return query.wrong("from", "in_the_past", "must not be in the past");
    }
    if starts_at > now + terms.max_lead {
        return query.wrong("from", "too_far_ahead", "is further ahead than a spot can be reserved");
    }
    let ends_at = to.unwrap_or(starts_at + terms.min_stay);
    if ends_at - starts_at > terms.max_stay {
        return query.wrong("to", "too_long", "is further from `from` than a stay may last");
    }
    match Period::new(starts_at, ends_at) {
        Some(period) => Some(period),
        None => query.wrong("to", "before_start", "must be after `from`"),
    }
}

fn read_attributes(query: &mut Query) -> Option<Vec<String>> {
    let wanted = query.text("attributes").unwrap_or_default().split(',').map(str::trim).filter(|one| !one.is_empty());
    let wanted: Vec<_> = wanted.map(str::to_owned).collect();
    if wanted.iter().all(|one| ATTRIBUTES.contains(&one.as_str())) {
        return Some(wanted);
    }
    query.wrong("attributes", "unknown", format!("must be of {}", ATTRIBUTES.join(", ")))
}

/// Nothing where the client looks, but something where latitude and longitude change places: that is a mistake worth telling.
async fn refuse_swapped(app: &App, asked: &SpotSearch) -> Result<()> {
    let Area::Circle { center: Position { lat, lng }, radius_m } = asked.area else { return Ok(()) };
    if lng.abs() > 90.0 || asked.after.is_some() {
        return Ok(());
    }
    let area = Area::Circle { center: Position { lat: lng, lng: lat }, radius_m };
    let swapped = SpotSearch { area, attributes: Vec::new(), limit: 1, ..asked.clone() };
    if find(app, &swapped, Unit::Metre).await?.spots.is_empty() {
        return Ok(());
    }
    Err(Error::field("lat", "swapped", "and lng have changed places: lat is degrees north, lng degrees east"))
}

/// Three free spots around one that is taken, for the same period.
pub(crate) async fn alternatives(app: &App, spot_id: SpotId, period: Period) -> Vec<FreeSpotView> {
    let found = async {
        let center = app.db.read(move |conn| Ok::<_, Error>(Spot::position(conn, spot_id)?)).await?;
        let Some(center) = center else { return Ok(Vec::new()) };
        let area = Area::Circle { center, radius_m: 500.0 };
        let search = SpotSearch { area, period, attributes: Vec::new(), after: None, limit: 3, now: app.now() };
        find(app, &search, Unit::Metre).await.map(|found| found.spots)
    };
    let found = found.await.inspect_err(|error| tracing::warn!(%error, "No alternatives"));
    found.unwrap_or_default().into_iter().map(|(_, view)| view).collect()
}
