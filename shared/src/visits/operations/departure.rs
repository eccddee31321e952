//! The departure of a vehicle without an open visit. The exit opens in any case; an operator sees
//! what nobody has paid for.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::check_out::LEAVE_WITHIN;
use crate::{
    Result,
    equipment::{
        domain::{means::Means, vendor::IncidentKind},
        models::{
            incident::{self, NewIncident},
            lane::Lane,
        },
    },
    visits::models::visit::Visit,
};

/// Records that a vehicle leaves whose last visit is `last`: see [`record_departure`]. A vehicle
/// without a visit is an incident.
///
/// # Errors
/// Only database errors.
pub(super) fn record_exit(
    conn: &mut PgConnection,
    lane: &Lane,
    last: Option<&Visit>,
    means: Means,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    match last.filter(|visit| !visit.is_open()) {
        Some(visit) => {
            record_departure(conn, visit, lane, means, at, now)?;
            Ok(())
        }
        None => record(conn, lane, None, IncidentKind::ExitWithoutVisit, means.as_str(), at, now),
    }
}

/// Records that the vehicle of a visit that has ended leaves at `at`. Nobody has paid for the time
/// since the end, so that it is an incident after the first minutes. So is a vehicle that is known
/// to have left before.
///
/// # Errors
/// Only database errors.
pub(super) fn record_departure(
    conn: &mut PgConnection,
    visit: &Visit,
    lane: &Lane,
    means: Means,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Visit> {
    let departed = visit.set_departed(conn, at)?;
    let (since, kind, event) = match (visit.departed_at, visit.ended_at) {
        (Some(departed_at), _) => {
            (departed_at, IncidentKind::ExitWithoutVisit, "its recorded departure")
        }
        (None, Some(ended_at)) => (ended_at, IncidentKind::LeftAfterEnd, "the end of its visit"),
        (None, None) => return Ok(departed),
    };
    if since + LEAVE_WITHIN <= at {
        let (means, minutes) = (means.as_str(), (at - since).num_minutes());
        let detail = format!("{means}: the vehicle left {minutes} minutes after {event}");
        record(conn, lane, Some(visit), kind, &detail, at, now)?;
    }
    Ok(departed)
}

fn record(
    conn: &mut PgConnection,
    lane: &Lane,
    visit: Option<&Visit>,
    kind: IncidentKind,
    detail: &str,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let new = NewIncident {
        city_id: lane.city_id,
        site_id: lane.site_id,
        visit_id: visit.map(|visit| visit.id),
        lane_id: Some(lane.id),
        kind,
        detail,
        at,
    };
    incident::insert(conn, &new, now)?;
    Ok(())
}
