//! Vehicles that drive in through an entrance.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::visit::Visit;
use crate::{
    equipment::domain::vendor::CommandOutcome,
    platform::{
        db::schema::{barrier_commands, visits},
        domain::ids::{LaneId, VisitId},
    },
};

/// Returns the open visit for which the barrier of a lane was opened last, in the time `within`
/// before `at`; `None` if it was last opened for another reason.
pub fn last_at_entrance(
    conn: &mut PgConnection,
    lane: LaneId,
    at: DateTime<Utc>,
    within: TimeDelta,
) -> QueryResult<Option<Visit>> {
    let last = barrier_commands::table
        .filter(barrier_commands::lane_id.eq(lane))
        .filter(barrier_commands::outcome.eq(CommandOutcome::Opened))
        .filter(barrier_commands::issued_at.gt(at - within))
        .filter(barrier_commands::issued_at.le(at))
        .order(barrier_commands::id.desc())
        .select(barrier_commands::visit_id)
        .first::<Option<VisitId>>(conn)
        .optional()?;
    match last.flatten() {
        Some(id) => Ok(Some(Visit::find(conn, id)?).filter(Visit::is_open)),
        None => Ok(None),
    }
}

/// Records that the vehicle of a visit has driven in, unless it is known.
pub fn set_entered(conn: &mut PgConnection, visit: &Visit, at: DateTime<Utc>) -> QueryResult<()> {
    let outside =
        visits::table.find((visit.id, visit.city_id)).filter(visits::entered_at.is_null());
    let entered_at = at.max(visit.arrived_at);
    diesel::update(outside).set(visits::entered_at.eq(entered_at)).execute(conn)?;
    Ok(())
}
