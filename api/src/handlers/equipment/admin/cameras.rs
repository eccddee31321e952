//! Cameras of sites: create and revoke; one file per operation.

mod create;
mod revoke;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::equipment::models::camera::Camera;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use create::*;
pub(crate) use revoke::*;

/// A camera that reads plates at a lane.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CameraView {
    id: Uuid,
    #[schema(example = "Entrance camera")]
    name: String,
    /// `plate_recognizer`, `openalpr` or `genetec`.
    #[schema(example = "plate_recognizer")]
    vendor: &'static str,
    lane_id: Uuid,
    created_at: DateTime<Utc>,
    /// `null` while its address is valid.
    revoked_at: Option<DateTime<Utc>>,
    /// Time of its latest reading; `null` if none is kept.
    last_read_at: Option<DateTime<Utc>>,
}

impl CameraView {
    pub(super) fn new(camera: Camera, last_read_at: Option<DateTime<Utc>>) -> Self {
        Self {
            id: camera.id.0,
            name: camera.name,
            vendor: camera.vendor.as_str(),
            lane_id: camera.lane_id.0,
            created_at: camera.created_at,
            revoked_at: camera.revoked_at,
            last_read_at,
        }
    }
}
