//! Closures of a spot, or of all spots of a zone, for a period; one file per operation.

mod create;
mod end;
mod list;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::places::models::closure::Closure;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use create::*;
pub(crate) use end::*;
pub(crate) use list::*;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClosureView {
    id: Uuid,
    city_id: Uuid,
    /// The closed spot; `null` for the closure of a zone.
    spot_id: Option<Uuid>,
    /// The closed zone; `null` for the closure of a spot.
    zone_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    reason: String,
    /// Principal that created the closure.
    actor: String,
    created_at: DateTime<Utc>,
    /// Time of an early end, from which the closure blocks nothing; `null` if it was not ended
    /// early.
    ended_at: Option<DateTime<Utc>>,
}

impl From<Closure> for ClosureView {
    fn from(closure: Closure) -> Self {
        Self {
            id: closure.id.0,
            city_id: closure.city_id.0,
            spot_id: closure.spot_id.map(|id| id.0),
            zone_id: closure.zone_id.map(|id| id.0),
            starts_at: closure.period.starts_at(),
            ends_at: closure.period.ends_at(),
            reason: closure.reason,
            actor: closure.actor,
            created_at: closure.created_at,
            ended_at: closure.ended_at,
        }
    }
}
