//! Devices of sites: create, renew the key and revoke; one file per operation.

mod create;
mod renew_key;
mod revoke;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::equipment::models::device::Device;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use create::*;
pub(crate) use renew_key::*;
pub(crate) use revoke::*;

/// A gateway at barriers, or a screen that shows a code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeviceView {
    id: Uuid,
    /// `gateway` or `screen`.
    #[schema(example = "gateway")]
    kind: &'static str,
    #[schema(example = "Entrance gateway")]
    name: String,
    /// `true` if the device has sent a request in the last minute.
    is_online: bool,
    /// `null` before its first request.
    last_seen_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    /// `null` while its key is valid.
    revoked_at: Option<DateTime<Utc>>,
}

/// A device with its key.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeviceWithKey {
    device: DeviceView,
    /// Shown only once.
    key: String,
}

impl DeviceView {
    pub(super) fn new(device: Device, now: DateTime<Utc>) -> Self {
        Self {
            id: device.id.0,
            kind: device.kind.as_str(),
            is_online: device.is_online(now),
            name: device.name,
            last_seen_at: device.last_seen_at,
            created_at: device.created_at,
            revoked_at: device.revoked_at,
        }
    }
}

impl DeviceWithKey {
    fn new((device, key): (Device, String), now: DateTime<Utc>) -> Self {
        Self { device: DeviceView::new(device, now), key }
    }
}
