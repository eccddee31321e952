//! Commands of a lane whose barrier has not opened.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::BarrierCommand;
use crate::{
    equipment::domain::vendor::CommandOutcome,
    platform::{db::schema::barrier_commands, domain::ids::LaneId},
};

impl BarrierCommand {
    /// Returns the newest command to a lane's barrier that was issued at `since` or later.
    pub fn latest_of_lane(
        conn: &mut PgConnection,
        lane: LaneId,
        since: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        barrier_commands::table
            .filter(barrier_commands::lane_id.eq(lane).and(barrier_commands::issued_at.ge(since)))
            .order((barrier_commands::issued_at.desc(), barrier_commands::id.desc()))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns whether the barrier was not opened by the command, and will not be.
    pub fn has_failed(&self, now: DateTime<Utc>) -> bool {
        match self.outcome {
            Some(outcome) => outcome != CommandOutcome::Opened,
            None => now >= self.expires_at,
        }
    }
}
