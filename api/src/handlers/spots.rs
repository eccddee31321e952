//! The search for free spots.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    domain::{
        ids::SpotId,
        period::{Period, next_second},
        position::{Bounds, Position, Unit},
        terms::Terms,
    },
    models::spot_search::{After, Area, SpotSearch},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, cursor, extract::Query, problem::Problem, views::FreeSpotView};

/// Largest radius, in metres.
const MAX_RADIUS_M: f64 = 5_000.0;
/// Largest box, in degrees: about 55 km from south to north.
const MAX_BOX_DEGREES: f64 = 0.5;
/// Most spots of a page.
const MAX_LIMIT: i64 = 200;
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
    ),
    responses((status = 200, body = FreeSpots),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_spots(State(app): State<App>, query: Query) -> Result<Json<FreeSpots>, Problem> {
    let (search, unit) = read(query, &app.terms, app.now())?;
    let (period, limit, asked) = (search.period, search.limit, search.clone());
    let mut found = app.db.read(move |conn| Ok::<_, Error>(search.run(conn)?)).await?;
    if found.is_empty() {
        refuse_swapped(&app, asked).await?;
    }
    // One more than a page was read, to know whether there is a next.
    let page = usize::try_from(limit - 1).unwrap_or(usize::MAX);
    let has_more = found.len() > page;
    found.truncate(page);
    let last = found.last().filter(|_| has_more).map(|spot| Place(spot.distance_m.to_bits(), spot.id.0));
    Ok(Json(FreeSpots {
        spots: found.into_iter().map(|spot| FreeSpotView::new(spot, unit.metres())).collect(),
        unit: unit.as_str(),
        from: period.starts_at(),
        to: period.ends_at(),
        next_cursor: last.and_then(|place| cursor::write(&place)),
    }))
}

fn read(mut query: Query, terms: &Terms, now: DateTime<Utc>) -> Result<(SpotSearch, Unit)> {
    let unit = query.optional("unit").unwrap_or_default();
    let area = if query.text("bbox").is_some() { read_box(&mut query) } else { read_circle(&mut query, unit) };
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

fn read_box(query: &mut Query) -> Option<Area> {
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
    Some(Area::Box(Bounds { west, south, east, north }))
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
async fn refuse_swapped(app: &App, asked: SpotSearch) -> Result<()> {
    let Area::Circle { center: Position { lat, lng }, radius_m } = asked.area else { return Ok(()) };
    if lng.abs() > 90.0 || asked.after.is_some() {
        return Ok(());
    }
    let area = Area::Circle { center: Position { lat: lng, lng: lat }, radius_m };
    let swapped = SpotSearch { area, attributes: Vec::new(), limit: 1, ..asked };
    let there = app.db.read(move |conn| Ok::<_, Error>(swapped.run(conn)?)).await?;
    if there.is_empty() {
        return Ok(());
    }
    Err(Error::field("lat", "swapped", "and lng have changed places: lat is degrees north, lng degrees east"))
}

/// Three free spots around one that is taken, for the same period.
pub(crate) async fn alternatives(app: &App, spot_id: SpotId, period: Period) -> Vec<FreeSpotView> {
    let now = app.now();
    let found = app.db.read(move |conn| {
        let Some(center) = shared::models::spot::Spot::position(conn, spot_id)? else { return Ok(Vec::new()) };
        let area = Area::Circle { center, radius_m: 500.0 };
        let search = SpotSearch { area, period, attributes: Vec::new(), after: None, limit: 3, now };
        Ok::<_, Error>(search.run(conn)?)
    });
    match found.await {
        Ok(found) => found.into_iter().map(|spot| FreeSpotView::new(spot, Unit::Metre.metres())).collect(),
        Err(error) => {
            tracing::warn!(%error, "No alternatives");
            Vec::new()
        }
    }
}
