//! Change of a zone.

use axum::{Json as Body, extract::State};
use shared::{
    places::{models::place, operations},
    platform::domain::ids::ZoneId,
};

use super::{ManagedZone, UpdateZone};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManagePlaces},
    problem::Problem,
};

/// Change a zone
#[utoipa::path(patch, path = "/api/v1/admin/zones/{id}", tag = "admin",
    security(("bearer" = ["manage_places"])), request_body = UpdateZone,
    params(("id" = Uuid, Path, description = "The zone")),
    responses((status = 200, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_zone(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    Json(body): Json<UpdateZone>,
) -> Result<Body<ManagedZone>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), ZoneId(id.0));
    let scope = operator.scope();
    let changed = app.db.write(move |conn| {
        scope.check(place::of_zone(conn, id)?)?;
        // Before the operation, whose errors would tell about a foreign site. It refuses an
        // unknown one.
        if let Some(id) = changes.site_id
            && let Some(place) = place::find_of_site(conn, id)?
        {
            scope.check(place)?;
        }
        operations::update_zone(conn, id, &changes, &audit, now)
    });
    Ok(Body(changed.await?.into()))
}
