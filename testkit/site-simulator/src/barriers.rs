//! The lanes of the gateway, and what their barriers have done.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Direction;

/// A lane as `GET /api/v1/device` describes it, with the openings of its barrier.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lane {
    pub id: Uuid,
    pub name: String,
    /// `in`, `out` or `both`.
    pub direction: String,
    /// The oldest first.
    #[serde(default)]
    pub openings: Vec<Opening>,
}

/// An opening of a barrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub at: DateTime<Utc>,
    pub by: OpenedBy,
    /// `None` for a pass that the gateway verified itself.
    pub command_id: Option<Uuid>,
}

/// The reason of an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenedBy {
    Command,
    Pass,
}

impl Lane {
    /// Returns whether vehicles pass the lane in this direction.
    pub(crate) fn admits(&self, direction: Direction) -> bool {
        self.direction == "both" || self.direction == direction.as_str()
    }
}
