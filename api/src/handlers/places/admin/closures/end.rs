//! Early end of a closure.

use axum::{Json as Body, extract::State};
use shared::{
    places::models::closure::Closure, platform::domain::ids::ClosureId, reservations::operations,
};

use super::ClosureView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageClosures},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// End a closure early
///
/// The spots can be reserved again at once. Revoked reservations stay revoked. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/closures/{id}/end", tag = "admin",
    security(("bearer" = ["manage_closures"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The closure")),
    responses((status = 200, body = ClosureView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_closure(
    State(app): State<App>,
    operator: Permitted<ManageClosures>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ClosureView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), ClosureId(id.0));
    let scope = operator.scope();
    let ended = app.db.write(move |conn| {
        let closure = Closure::lock(conn, id)?;
        scope.check(closure.place(conn)?)?;
        operations::end_closure(conn, id, &note, &audit, now)
    });
    Ok(Body(ended.await?.into()))
}
