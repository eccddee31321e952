//! List of sites.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    places::{
        domain::site::SiteKind,
        models::site::{Site, SiteFilter},
    },
    platform::domain::ids::{CityId, SiteId},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::SiteView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, SearchText, choice, permissions::ViewPlaces},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of sites, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sites {
    sites: Vec<SiteView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListSites {
    /// Only of this city
    city_id: Option<Uuid>,
    /// Only of this kind: `lot`, `garage`, `depot` or `yard`
    #[serde(default, deserialize_with = "kind")]
    #[param(value_type = Option<String>)]
    kind: Option<SiteKind>,
    /// Only with this in the name, the address or the `source_ref`
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
    cursor: Option<Cursor<SiteId>>,
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SiteKind>, D::Error> {
    choice(deserializer, |text| {
        text.parse().map_err(|_| "unknown: must be lot, garage, depot or yard")
    })
}

/// List sites
///
/// Includes retired sites.
#[utoipa::path(get, path = "/api/v1/admin/sites", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(ListSites),
    responses((status = 200, body = Sites),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_sites(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    Params(query): Params<ListSites>,
) -> Result<Body<Sites>, Problem> {
    let limit = query.limit.0;
    let filter = SiteFilter {
        city_id: query.city_id.map(CityId),
        kind: query.kind,
        text: query.q.map(|text| text.0),
        in_service: query.in_service,
        before: query.cursor.map(|cursor| cursor.0),
    };
    let scope = operator.scope();
    let found =
        app.db.read(move |conn| Ok::<_, Error>(Site::search(conn, &filter, &scope, limit + 1)?));
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |site| site.id.0);
    Ok(Body(Sites { sites: found.into_iter().map(SiteView::from).collect(), next_cursor }))
}
