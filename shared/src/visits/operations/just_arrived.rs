//! Lanes for both directions: a vehicle that has just come in is still in front of the lane.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::{domain::vendor::CommandOutcome, models::barrier_command::BarrierCommand},
    platform::domain::ids::LaneId,
    visits::models::visit::Visit,
};

/// Time after an arrival in which the vehicle may wait for the barrier.
const WAITING: TimeDelta = TimeDelta::minutes(2);
/// Time in which a vehicle passes an open barrier.
const PASSING: TimeDelta = TimeDelta::seconds(30);

/// Returns whether the vehicle of an open visit that is seen in a lane at `at` comes in, and does
/// not leave: it has begun the visit there shortly before, and the barrier has not been open for
/// long enough to drive in. The lane of a visit may be unknown.
///
/// # Errors
/// Only database errors.
pub(super) fn has_just_arrived(
    conn: &mut PgConnection,
    visit: &Visit,
    lane: LaneId,
    at: DateTime<Utc>,
) -> Result<bool> {
    let is_elsewhere = visit.lane_in_id.is_some_and(|id| id != lane);
    let is_inside = visit.entered_at.is_some_and(|entered_at| entered_at <= at);
    if is_elsewhere || is_inside || at - visit.arrived_at >= WAITING {
        return Ok(false);
    }
    let commands = BarrierCommand::of_visit(conn, visit.id)?;
    let opened = commands
        .iter()
        .filter(|command| command.lane_id == lane)
        .find(|command| command.outcome == Some(CommandOutcome::Opened));
    let opened_at = opened.and_then(|command| command.finished_at);
    Ok(opened_at.is_none_or(|opened_at| at < opened_at + PASSING))
}
