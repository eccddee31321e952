//! List of the incidents at a site.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    equipment::models::incident::ListedIncident,
    places::models::place,
    platform::domain::ids::{IncidentId, SiteId},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Limit, Params, Permitted, permissions::ViewVisits},
    handlers::{admin::next_cursor, equipment::views::IncidentView},
    problem::Problem,
};

/// A page of incidents, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Incidents {
    incidents: Vec<IncidentView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListIncidents {
    /// `true` for only those that are not resolved
    open: Option<bool>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<IncidentId>>,
}

/// List the incidents at a site
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/incidents", tag = "admin",
    security(("bearer" = ["view_visits"])),
    params(("id" = Uuid, Path, description = "The site"), ListIncidents),
    responses((status = 200, body = Incidents),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_incidents(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    id: Id,
    Params(query): Params<ListIncidents>,
) -> Result<Body<Incidents>, Problem> {
    let (scope, id, limit) = (operator.scope(), SiteId(id.0), query.limit.0);
    let open_only = query.open.unwrap_or_default();
    let before = query.cursor.map(|cursor| cursor.0);
    let found = app.db.read(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        Ok::<_, Error>(ListedIncident::page(conn, id, open_only, before, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |listed| listed.incident.id.0);
    let incidents = found.into_iter().map(IncidentView::from).collect();
    Ok(Body(Incidents { incidents, next_cursor }))
}
