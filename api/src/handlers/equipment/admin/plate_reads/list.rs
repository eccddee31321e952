//! List of the readings at a site.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    equipment::{domain::plate_read::ReadOutcome, models::plate_read::ReadFilter},
    places::models::place,
    platform::domain::ids::{PlateReadId, SiteId},
    visits::operations::read_plate::list_reads,
};
use utoipa::{IntoParams, ToSchema};

use super::PlateReadView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Limit, Params, Permitted, choice, permissions::ViewVisits},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of readings, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlateReads {
    reads: Vec<PlateReadView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListPlateReads {
    /// Only with this outcome: `entered`, `left`, `duplicate`, `review`, `no_match`, `refused`,
    /// `admitted` or `dismissed`
    #[serde(default, deserialize_with = "outcome")]
    #[param(value_type = Option<String>)]
    outcome: Option<ReadOutcome>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<PlateReadId>>,
}

fn outcome<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ReadOutcome>, D::Error> {
    choice(deserializer, |text| {
        text.parse::<ReadOutcome>().map_err(|error| format!("unknown: {error}"))
    })
}

/// List the readings at a site
///
/// Readings are kept for two days, and for seven days if an operator decides about them. The audit
/// log records who has seen which ones, because they name drivers and plates.
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/plate-reads", tag = "admin",
    security(("bearer" = ["view_visits"])),
    params(("id" = Uuid, Path, description = "The site"), ListPlateReads),
    responses((status = 200, body = PlateReads),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_plate_reads(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    id: Id,
    Params(query): Params<ListPlateReads>,
) -> Result<Body<PlateReads>, Problem> {
    let (scope, site_id, limit) = (operator.scope(), SiteId(id.0), query.limit.0);
    let before = query.cursor.map(|cursor| cursor.0);
    let filter = ReadFilter { site_id, outcome: query.outcome, before };
    let (audit, now) = (operator.audit_context(), app.now());
    let found = app.db.write(move |conn| {
        scope.check(place::of_site(conn, site_id)?)?;
        list_reads(conn, &filter, limit + 1, &audit, now)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |details| details.read.id.0);
    let reads = found.into_iter().map(|details| PlateReadView::new(details, &app.tokens));
    Ok(Body(PlateReads { reads: reads.collect(), next_cursor }))
}
