//! Replaces the key of a device.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::create_device::new_key;
use crate::{
    Error, Result,
    equipment::models::device::Device,
    platform::{
        domain::{ids::DeviceId, quota::text_hash},
        models::audit::{AuditContext, AuditEvent},
    },
};

/// Gives a device a new key; the old one is invalid at once. Returns the device with the key. Locks
/// the device.
///
/// # Errors
/// `NotFound`, also for a revoked device.
pub fn renew_device_key(
    conn: &mut PgConnection,
    id: DeviceId,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<(Device, String)> {
    let device = Device::lock(conn, id)?;
    if device.revoked_at.is_some() {
        return Err(Error::NotFound);
    }
    let key = new_key(id);
    device.set_key(conn, &text_hash(&key))?;
    let event = AuditEvent::new("device.renew_key", id.0).to(json!({ "name": device.name }));
    audit.record(conn, event, now)?;
    Ok((device, key))
}
