//! List of zones.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::zone::{Zone, ZoneFilter},
    platform::domain::ids::{CityId, SiteId, ZoneId},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ManagedZone;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, SearchText, permissions::ViewPlaces},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of zones, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedZones {
    zones: Vec<ManagedZone>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListZones {
    /// Only of this city
    city_id: Option<Uuid>,
    /// Only of this site
    site_id: Option<Uuid>,
    /// Only with this in the street or the `source_ref`
    #[param(value_type = Option<String>)]
    q: Option<SearchText>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ZoneId>>,
}

/// List zones
#[utoipa::path(get, path = "/api/v1/admin/zones", tag = "admin",
    security(("bearer" = ["view_places"])), params(ListZones),
    responses((status = 200, body = ManagedZones),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_zones(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    Params(query): Params<ListZones>,
) -> Result<Body<ManagedZones>, Problem> {
    let limit = query.limit.0;
    let filter = ZoneFilter {
        city_id: query.city_id.map(CityId),
        site_id: query.site_id.map(SiteId),
        text: query.q.map(|text| text.0),
        before: query.cursor.map(|cursor| cursor.0),
    };
    let scope = operator.scope();
    let found =
        app.db.read(move |conn| Ok::<_, Error>(Zone::search(conn, &filter, &scope, limit + 1)?));
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |zone| zone.id.0);
    Ok(Body(ManagedZones {
        zones: found.into_iter().map(ManagedZone::from).collect(),
        next_cursor,
    }))
}
