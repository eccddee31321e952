//! Recount of a site or a level.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    places::models::place,
    platform::domain::ids::{SiteId, ZoneId},
    reservations::models::live_change,
    visits::operations::recount::recount,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::counts::RecountView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageVisits},
    handlers::admin::note,
    problem::Problem,
};

/// Maximum number of counted vehicles.
const MAX_COUNTED: i32 = 100_000;

/// Vehicles that an operator has counted.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateRecount {
    /// A level or area of the site; by default the whole site.
    zone_id: Option<Uuid>,
    /// Number of vehicles, 0 to 100,000.
    #[schema(example = 31)]
    counted: i32,
    /// Reason, for other operators.
    #[schema(example = "a barrier was open at night")]
    note: String,
}

/// Recount a site
///
/// From now on the difference between the counted vehicles and the taken spots is subtracted from
/// the free spots, until the next recount. A recount of the whole site replaces those of its
/// levels. A later one of a level replaces the share of that level only: the rest of the difference
/// of the site stays in force until all levels are recounted, or the whole site is.
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/recounts", tag = "admin",
    security(("bearer" = ["manage_visits"])), request_body = CreateRecount,
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 201, body = RecountView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn recount_site(
    State(app): State<App>,
    operator: Permitted<ManageVisits>,
    id: Id,
    Json(body): Json<CreateRecount>,
) -> Result<(StatusCode, Body<RecountView>), Problem> {
    if !(0..=MAX_COUNTED).contains(&body.counted) {
        let message = format!("must be between 0 and {MAX_COUNTED}");
        return Err(Error::field("counted", "out_of_range", message).into());
    }
    let (note, audit, scope) = (note(&body.note)?, operator.audit_context(), operator.scope());
    let (id, zone_id, now) = (SiteId(id.0), body.zone_id.map(ZoneId), app.now());
    let create = move |conn: &mut _| {
        scope.check(place::of_site(conn, id)?)?;
        let created = recount(conn, id, zone_id, body.counted, &note, &audit, now)?;
        live_change::note_site(conn, id)?;
        Ok::<_, Error>(created)
    };
    let created = app.db.write(create).await?;
    app.visit_changed(id, false);
    Ok((StatusCode::CREATED, Body(created.into())))
}
