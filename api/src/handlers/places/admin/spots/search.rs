//! Search of spots.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::spot_details::{SpotDetails, SpotFilter},
    platform::domain::ids::{CityId, SpotId, ZoneId},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ManagedSpot;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, SearchText, permissions::ViewPlaces},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of spots, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedSpots {
    spots: Vec<ManagedSpot>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchManagedSpots {
    /// Only of this city
    city_id: Option<Uuid>,
    /// Only of this zone
    zone_id: Option<Uuid>,
    /// Only with this in the label or the `source_ref`
    #[param(value_type = Option<String>)]
    q: Option<SearchText>,
    /// Only those in service, or out of it
    in_service: Option<bool>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<SpotId>>,
}

/// List spots
///
/// Includes retired spots.
#[utoipa::path(get, path = "/api/v1/admin/spots", tag = "admin",
    security(("bearer" = ["view_places"])), params(SearchManagedSpots),
    responses((status = 200, body = ManagedSpots),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_spots(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    Params(query): Params<SearchManagedSpots>,
) -> Result<Body<ManagedSpots>, Problem> {
    let limit = query.limit.0;
    let filter = SpotFilter {
        city_id: query.city_id.map(CityId),
        zone_id: query.zone_id.map(ZoneId),
        text: query.q.map(|text| text.0),
        in_service: query.in_service,
        before: query.cursor.map(|cursor| cursor.0),
    };
    let scope = operator.scope();
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(SpotDetails::search(conn, &filter, &scope, limit + 1)?));
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |spot| spot.id.0);
    Ok(Body(ManagedSpots {
        spots: found.into_iter().map(ManagedSpot::from).collect(),
        next_cursor,
    }))
}
