//! A new key for a device.

use axum::{Json as Body, extract::State};
use shared::{
    equipment::{models::device::Device, operations::renew_device_key::renew_device_key as renew},
    platform::domain::ids::DeviceId,
};

use super::DeviceWithKey;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ManageEquipment},
    problem::Problem,
};

/// Renew the key of a device
///
/// The old key is invalid at once. The new one is shown only once.
#[utoipa::path(post, path = "/api/v1/admin/devices/{id}/renew-key", tag = "admin",
    security(("bearer" = ["manage_equipment"])),
    params(("id" = Uuid, Path, description = "The device")),
    responses((status = 200, body = DeviceWithKey),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn renew_device_key(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
) -> Result<Body<DeviceWithKey>, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), DeviceId(id.0));
    let renewed = app.db.write(move |conn| {
        scope.check(Device::find(conn, id)?.place())?;
        renew(conn, id, &audit, now)
    });
    Ok(Body(DeviceWithKey::new(renewed.await?, now)))
}
