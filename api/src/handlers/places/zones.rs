//! Zones for maps.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    places::models::zone_search::{self, After, ZoneOnMap},
    platform::domain::ids::ZoneId,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::{self, Cursor, DistanceCursor},
    extract::{BoundingBox, Limit, Params},
    problem::Problem,
};

/// One side of a street between two cross streets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ZoneOnMapView {
    id: Uuid,
    /// Identifier used by operators.
    #[serde(rename = "ref")]
    source_ref: String,
    #[schema(example = "West 43 Street")]
    street: String,
    /// `null` if unknown.
    from_street: Option<String>,
    /// `null` if unknown.
    to_street: Option<String>,
    /// Compass side of the street, `M` for a median, or `unknown`.
    #[schema(example = "N")]
    side: String,
    /// Kerb as positions, each `[lng, lat]`.
    #[schema(example = json!([[-73.99, 40.754], [-73.987, 40.755]]))]
    line: Vec<[f64; 2]>,
}

/// Zones, nearest to the centre of the box first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ZonesOnMap {
    zones: Vec<ZoneOnMapView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// The fields read from a GeoJSON line.
#[derive(Deserialize)]
struct Line {
    coordinates: Vec<[f64; 2]>,
}

impl ZoneOnMapView {
    fn new(zone: ZoneOnMap) -> Result<Self> {
        let Line { coordinates } = serde_json::from_str(&zone.line)
            .map_err(|error| Error::Internal(format!("zone {}: {error}", zone.id)))?;
        let known = |street: String| (!street.is_empty()).then_some(street);
        Ok(Self {
            id: zone.id.0,
            source_ref: zone.source_ref,
            street: zone.street,
            from_street: known(zone.from_street),
            to_street: known(zone.to_street),
            side: zone.side,
            line: coordinates,
        })
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FindZones {
    /// `west,south,east,north` in degrees, at most 0.5 each way; `west` is greater than `east`
    /// where it crosses the 180th meridian
    #[param(value_type = String, example = "-73.99,40.75,-73.98,40.76")]
    bbox: BoundingBox,
    /// 1 to 200, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 200>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<DistanceCursor>>,
}

/// Find zones
///
/// Returns the zones whose kerbs intersect the box, nearest to its centre first. Cacheable for five
/// minutes.
#[utoipa::path(get, path = "/api/v1/zones", tag = "spots",
    params(FindZones),
    responses((status = 200, body = ZonesOnMap),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_zones_on_map(
    State(app): State<App>,
    Params(query): Params<FindZones>,
) -> Result<([(HeaderName, &'static str); 1], Json<ZonesOnMap>), Problem> {
    let (bounds, limit) = (query.bbox.0, query.limit.0);
    let after = query.cursor.map(|cursor| cursor.0.into_parts());
    let after = after.map(|(distance, id)| After { distance, id: ZoneId(id) });
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(zone_search::within(conn, bounds, after, limit + 1)?));
    let mut found = found.await?;
    // One row more than a page was read, to detect whether there is a next page.
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = found.len() > page;
    found.truncate(page);
    let last = found.last().filter(|_| has_more);
    let next_cursor =
        last.and_then(|zone| cursor::write(&DistanceCursor::new(zone.distance, zone.id.0)));
    let zones = found.into_iter().map(ZoneOnMapView::new).collect::<Result<_>>()?;
    Ok(([(header::CACHE_CONTROL, "public, max-age=300")], Json(ZonesOnMap { zones, next_cursor })))
}
