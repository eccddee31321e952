//! Return of a retired site to service.

use axum::{Json as Body, extract::State};
use shared::{places::operations, platform::domain::ids::SiteId};

use super::SiteView;
use crate::{
    App,
    extract::{Id, Json, Operator},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Restore a retired site
///
/// Restores the spots that were retired with it; spots that were retired before stay retired.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/sites/{id}/restore", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn restore_site(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<SiteView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), SiteId(id.0));
    let restored =
        app.db.write(move |conn| operations::restore_site(conn, id, &note, &audit, now)).await?;
    Ok(Body(restored.into()))
}
