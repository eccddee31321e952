//! Counts of free spots, for maps that show too many spots to draw each.

mod query;

use axum::{
    Json,
    extract::{RawQuery, State},
    http::{HeaderName, header},
};
use query::{CountSpots, counting_of};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::spots::terms_of_search;
use crate::{
    App,
    extract::UncheckedParams,
    problem::Problem,
    search::{Grouping, SpotGroup},
    views::MoneyView,
};

/// Free spots by zone, or by cell of a grid; the other list is empty.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Availability {
    zones: Vec<ZoneAvailability>,
    cells: Vec<CellAvailability>,
}

/// The spots of a zone that have the attributes of the search.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ZoneAvailability {
    zone_id: Uuid,
    /// The garage or lot of the zone; `null` on the street.
    site_id: Option<Uuid>,
    /// Latitude of the middle of the spots, in degrees.
    lat: f64,
    /// Longitude of the middle of the spots, in degrees.
    lng: f64,
    /// Number of spots that are offered for the whole period.
    free: u32,
    /// Number of spots, free or not.
    total: u32,
    /// Lowest price of the period; `null` if no spot is free.
    from_price: Option<MoneyView>,
}

/// The spots of a cell that have the attributes of the search.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CellAvailability {
    /// Latitude of the middle of the spots, in degrees.
    lat: f64,
    /// Longitude of the middle of the spots, in degrees.
    lng: f64,
    /// Number of spots that are offered for the whole period.
    free: u32,
    /// Number of spots, free or not.
    total: u32,
    /// Lowest price of the period; `null` if no spot is free, or if the prices are in several
    /// currencies.
    from_price: Option<MoneyView>,
}

impl From<&[SpotGroup]> for Availability {
    fn from(groups: &[SpotGroup]) -> Self {
        let (mut zones, mut cells) = (Vec::new(), Vec::new());
        for SpotGroup { zone, position, free, total, from_price } in groups {
            let (lat, lng) = (position.lat, position.lng);
            let (free, total, from_price) = (*free, *total, from_price.map(MoneyView::from));
            match zone {
                Some(zone) => {
                    let (zone_id, site_id) = (zone.id.0, zone.site_id.map(|site| site.0));
                    let zone =
                        ZoneAvailability { zone_id, site_id, lat, lng, free, total, from_price };
                    zones.push(zone);
                }
                None => cells.push(CellAvailability { lat, lng, free, total, from_price }),
            }
        }
        Self { zones, cells }
    }
}

/// Count free spots
///
/// Returns the number of spots that are free for the whole period, and whose tariff allows it for
/// the vehicle class: for each zone with a spot in the box, or, with a `zoom` below 14, for each
/// cell of a grid. A cell is a sixteenth of a map tile of that zoom wide. All spots of a zone
/// count, but only those spots of a cell that are in the box. A spot whose price is above the
/// maximum counts as not free.
///
/// Counts of cells are cacheable for five seconds and may be five seconds old.
#[utoipa::path(get, path = "/api/v1/availability", tag = "spots",
    params(CountSpots),
    responses((status = 200, body = Availability),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn count_spots(
    State(app): State<App>,
    RawQuery(query_string): RawQuery,
    query: UncheckedParams<CountSpots>,
) -> Result<([(HeaderName, &'static str); 1], Json<Availability>), Problem> {
    let now = app.now();
    let beyond = query.params.beyond(&app.terms, now);
    let (terms, zones) = terms_of_search(&app, beyond).await?;
    let mut counting = counting_of(query, &terms, now)?;
    counting.search.zones = zones;
    let cache = match counting.grouping {
        Grouping::Cells { .. } => "public, max-age=5",
        // Clients ask again as soon as they hear of a change.
        Grouping::Zones => "no-cache",
    };
    let groups = app.search.count(&query_string.unwrap_or_default(), counting).await?;
    Ok(([(header::CACHE_CONTROL, cache)], Json(groups.as_slice().into())))
}
