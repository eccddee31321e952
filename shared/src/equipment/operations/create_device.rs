//! Creates a device of a site, with its key.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::create_lane::site_in_service;
use crate::{
    Result,
    equipment::{
        domain::vendor::DeviceKind,
        models::device::{self, Device},
    },
    platform::{
        domain::{
            ids::{DeviceId, SiteId},
            quota::text_hash,
        },
        models::audit::{AuditContext, AuditEvent},
    },
};

/// The text with which every key of a device begins.
const KEY_PREFIX: &str = "dev_";

/// A device to create.
#[derive(Debug, Clone)]
pub struct NewDevice {
    pub site_id: SiteId,
    pub kind: DeviceKind,
    pub name: String,
}

/// Creates a device. Returns it with its key, of which only the hash is stored.
///
/// # Errors
/// `NotFound` for the site, `Invalid` when it is retired.
pub fn create_device(
    conn: &mut PgConnection,
    new: &NewDevice,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<(Device, String)> {
    let site = site_in_service(conn, new.site_id)?;
    let id = DeviceId::new();
    let key = new_key(id);
    let columns =
        device::NewDevice { id, kind: new.kind, name: &new.name, key_hash: &text_hash(&key) };
    let device = Device::insert(conn, &site, &columns, now)?;
    let event = AuditEvent::new("device.create", id.0).to(device.audit_fields());
    audit.record(conn, event, now)?;
    Ok((device, key))
}

/// Returns a random key of a device, which names the device.
pub(super) fn new_key(id: DeviceId) -> String {
    format!("{KEY_PREFIX}{}_{}", id.0.simple(), new_secret())
}

/// Returns 32 random bytes in base64url without padding.
pub(super) fn new_secret() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// Returns the device that a key names; `None` for a text of another form. The key is not verified.
pub fn device_of_key(key: &str) -> Option<DeviceId> {
    let (id, secret) = key.strip_prefix(KEY_PREFIX)?.split_once('_')?;
    let is_key = id.len() == 32 && secret.len() == 43;
    is_key.then(|| id.parse().ok().map(DeviceId)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_names_its_device() {
        let id = DeviceId::new();
        let (key, other) = (new_key(id), new_key(id));
        assert_eq!((device_of_key(&key), key.len()), (Some(id), 80));
        assert_ne!(key, other);
    }

    #[test]
    fn other_texts_name_no_device() {
        let key = new_key(DeviceId::new());
        for text in
            ["", "dev_", "dev__", &key[4..], &key[..79], key.replace("dev_", "dev-").as_str()]
        {
            assert_eq!(device_of_key(text), None, "{text}");
        }
    }
}
