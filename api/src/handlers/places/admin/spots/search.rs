//! Search of spots.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error,
    places::models::spot_details::{SpotDetails, WantedSpots},
    platform::domain::ids::{CityId, SpotId, ZoneId},
};
use utoipa::ToSchema;

use super::ManagedSpot;
use crate::{
    App,
    extract::{Operator, Query},
    handlers::admin::{next_cursor, place, text},
    problem::Problem,
};

/// A page of spots, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedSpots {
    spots: Vec<ManagedSpot>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// List spots
///
/// Includes retired spots.
#[utoipa::path(get, path = "/api/v1/admin/spots", tag = "admin", security(("bearer" = [])),
    params(
        ("city_id" = Option<uuid::Uuid>, Query, description = "Only of this city"),
        ("zone_id" = Option<uuid::Uuid>, Query, description = "Only of this zone"),
        ("q" = Option<String>, Query,
        description = "Only with this in the label or the `source_ref`"),
        ("in_service" = Option<bool>, Query, description = "Only those in service, or out of it"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = ManagedSpots),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_spots(
    State(app): State<App>,
    _: Operator,
    mut query: Query,
) -> Result<Body<ManagedSpots>, Problem> {
    let (city_id, zone_id) =
        (query.optional("city_id").map(CityId), query.optional("zone_id").map(ZoneId));
    let (words, in_service, limit) =
        (text(&mut query, "q"), query.optional("in_service"), query.limit(50, 100));
    let before = place(&query)?.map(SpotId);
    let wanted =
        query.finish(Some(WantedSpots { city_id, zone_id, text: words, in_service, before }))?;
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(SpotDetails::search(conn, &wanted, limit + 1)?))
        .await?;
    let next_cursor = next_cursor(&mut found, limit, |spot| spot.id.0);
    Ok(Body(ManagedSpots {
        spots: found.into_iter().map(ManagedSpot::from).collect(),
        next_cursor,
    }))
}
