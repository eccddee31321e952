//! Lanes of sites: create, change and open; one file per operation.

mod create;
mod open;
mod update;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    equipment::{domain::direction::LaneDirection, models::lane::Lane},
    platform::error::FieldError,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::handlers::admin::one_of;

pub(crate) use create::*;
pub(crate) use open::*;
pub(crate) use update::*;

/// An entrance or an exit of a site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LaneView {
    id: Uuid,
    #[schema(example = "Entrance")]
    name: String,
    /// `in`, `out` or `both`.
    #[schema(example = "in")]
    direction: &'static str,
    /// The device that opens the barrier; `null` without a barrier.
    gateway_id: Option<Uuid>,
    /// `null` while it is in service.
    retired_at: Option<DateTime<Utc>>,
}

impl From<Lane> for LaneView {
    fn from(lane: Lane) -> Self {
        Self {
            id: lane.id.0,
            name: lane.name,
            direction: lane.direction.as_str(),
            gateway_id: lane.gateway_id.map(|id| id.0),
            retired_at: lane.retired_at,
        }
    }
}

fn direction(text: &str) -> Result<LaneDirection, FieldError> {
    one_of("direction", text, "must be in, out or both")
}
