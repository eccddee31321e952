//! List of the reduced-rate permits in a city.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::models::city::City,
    platform::domain::ids::{CityId, ReducedRatePermitId},
    pricing::models::reduced_rate_permit::ListedPermit,
};
use utoipa::{IntoParams, ToSchema};

use super::ReducedRatePermitView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Limit, Params, Permitted, permissions::ViewPermits},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of reduced-rate permits, newest first, also those that have ended or were revoked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReducedRatePermits {
    permits: Vec<ReducedRatePermitView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListReducedRatePermits {
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ReducedRatePermitId>>,
}

/// List reduced-rate permits
///
/// Without the permits of drivers whose data was erased.
#[utoipa::path(get, path = "/api/v1/admin/cities/{id}/reduced-rate-permits", tag = "admin",
    security(("bearer" = ["view_permits"])),
    params(("id" = Uuid, Path, description = "The city"), ListReducedRatePermits),
    responses((status = 200, body = ReducedRatePermits),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_reduced_rate_permits(
    State(app): State<App>,
    operator: Permitted<ViewPermits>,
    id: Id,
    Params(query): Params<ListReducedRatePermits>,
) -> Result<Body<ReducedRatePermits>, Problem> {
    let (limit, id) = (query.limit.0, CityId(id.0));
    operator.scope().check_city(id)?;
    let before = query.cursor.map(|cursor| cursor.0);
    let found = app.db.read(move |conn| {
        City::find(conn, id)?;
        Ok::<_, Error>(ListedPermit::of_city(conn, id, before, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |listed| listed.permit.id.0);
    let permits = found.into_iter().map(ReducedRatePermitView::from).collect();
    Ok(Body(ReducedRatePermits { permits, next_cursor }))
}
