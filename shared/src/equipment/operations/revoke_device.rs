//! Revokes the key of a device.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::models::device::Device,
    platform::{
        domain::ids::DeviceId,
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Revokes a device now: its requests are refused, and its lanes open no barrier. Locks the device.
/// Idempotent.
///
/// # Errors
/// `NotFound`.
pub fn revoke_device(
    conn: &mut PgConnection,
    id: DeviceId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Device> {
    let before = Device::lock(conn, id)?;
    if before.revoked_at.is_some() {
        return Ok(before);
    }
    let after = before.revoke(conn, now)?;
    let event = AuditEvent::new("device.revoke", id.0).reason(note);
    audit.record(conn, event.change(before.audit_fields(), after.audit_fields()), now)?;
    Ok(after)
}
