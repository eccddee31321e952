//! Vehicles that had left before their visits ended, as it turns out later.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::{
        domain::vendor::IncidentKind,
        models::incident::{self, NewIncident},
    },
    platform::domain::ids::LaneId,
    visits::models::visit::Visit,
};

/// Records the incident that a visit has ended after the departure of its vehicle at `at`. An
/// operator decides about the time that was charged after it.
///
/// # Errors
/// Only database errors.
pub(super) fn record_left_before_end(
    conn: &mut PgConnection,
    visit: &Visit,
    lane: LaneId,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let is_departure = visit.departed_at == Some(at.max(visit.arrived_at));
    let Some(ended_at) = visit.ended_at.filter(|ended_at| is_departure && at < *ended_at) else {
        return Ok(());
    };
    let minutes = (ended_at - at).num_minutes();
    let detail = format!("the vehicle left {minutes} minutes before the end that was charged");
    let new = NewIncident {
        city_id: visit.city_id,
        site_id: visit.site_id,
        visit_id: Some(visit.id),
        lane_id: Some(lane),
        kind: IncidentKind::LeftBeforeEnd,
        detail: &detail,
        at,
    };
    incident::insert(conn, &new, now)?;
    Ok(())
}
