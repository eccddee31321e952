//! Revocation of a device.

use axum::{Json as Body, extract::State};
use shared::{
    equipment::{models::device::Device, operations::revoke_device::revoke_device as revoke},
    platform::domain::ids::DeviceId,
};

use super::DeviceView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Revoke a device
///
/// Its key is invalid at once, and the barriers of its lanes open no more. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/devices/{id}/revoke", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The device")),
    responses((status = 200, body = DeviceView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_device(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<DeviceView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), DeviceId(id.0));
    let scope = operator.scope();
    let revoked = app.db.write(move |conn| {
        scope.check(Device::find(conn, id)?.place())?;
        revoke(conn, id, &note, &audit, now)
    });
    Ok(Body(DeviceView::new(revoked.await?, now)))
}
