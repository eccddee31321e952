//! Revocation of a camera.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    equipment::{models::camera::Camera, operations::revoke_camera::revoke_camera as revoke},
    platform::domain::ids::CameraId,
};

use super::CameraView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Revoke a camera
///
/// Its address is invalid at once. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/cameras/{id}/revoke", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The camera")),
    responses((status = 200, body = CameraView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_camera(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<CameraView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), CameraId(id.0));
    let scope = operator.scope();
    let revoked = app.db.write(move |conn| {
        scope.check(Camera::find(conn, id)?.place())?;
        let camera = revoke(conn, id, &note, &audit, now)?;
        Ok::<_, Error>((camera, Camera::last_read_at(conn, id)?))
    });
    let (camera, last_read_at) = revoked.await?;
    Ok(Body(CameraView::new(camera, last_read_at)))
}
