//! Revokes the secret of a camera.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::models::camera::Camera,
    platform::{
        domain::ids::CameraId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Revokes a camera now: its readings are refused. Locks the camera. Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn revoke_camera(
    conn: &mut PgConnection,
    id: CameraId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Camera> {
    let before = Camera::lock(conn, id)?;
    if before.revoked_at.is_some() {
        return Ok(before);
    }
    let after = before.revoke(conn, now)?;
    let event = AuditEvent::new("camera.revoke", id.0).reason(note);
    audit.record(conn, event.change(before.audit_fields(), after.audit_fields()), now)?;
    Ok(after)
}
