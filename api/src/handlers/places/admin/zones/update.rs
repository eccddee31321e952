//! Change of a zone.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::ZoneId};

use super::{ManagedZone, UpdateZone};
use crate::{
    App,
    extract::{Id, Json, Operator},
    problem::Problem,
};

/// Change a zone
#[utoipa::path(patch, path = "/api/v1/admin/zones/{id}", tag = "admin", security(("bearer" = [])),
    request_body = UpdateZone,
    params(("id" = Uuid, Path, description = "The zone")),
    responses((status = 200, body = ManagedZone),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_zone(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<UpdateZone>,
) -> Result<Body<ManagedZone>, Problem> {
    let (changes, audit, now, id) =
        (body.validate()?, operator.audit_context(), app.now(), ZoneId(id.0));
    let changed =
        app.db.write(move |conn| operations::update_zone(conn, id, &changes, &audit, now)).await?;
    Ok(Body(changed.into()))
}
