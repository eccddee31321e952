//! Another opening of an entrance for an open visit. The barrier may have failed, or another
//! vehicle waits behind the first one.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    equipment::{
        domain::vendor::{CommandOutcome, IncidentKind},
        models::{
            barrier_command::BarrierCommand,
            incident::{self, NewIncident},
        },
    },
    places::domain::site_rules::AntiPassback,
    visits::models::visit::Visit,
};

/// Time in which a vehicle drives in after the barrier has opened.
const DRIVES_IN_WITHIN: TimeDelta = TimeDelta::seconds(45);

/// Checks that the entrance may open once more for an open visit. Once its vehicle has driven in,
/// the vehicle in front of the barrier is another one: the anti-passback of the site decides.
///
/// # Errors
/// `AlreadyInside`.
pub fn check_outside(
    conn: &mut PgConnection,
    visit: &Visit,
    anti_passback: AntiPassback,
    now: DateTime<Utc>,
) -> Result<()> {
    if anti_passback == AntiPassback::Off || !has_driven_in(conn, visit, now)? {
        return Ok(());
    }
    if anti_passback == AntiPassback::Hard {
        return Err(Error::AlreadyInside { visit_id: visit.id });
    }
    let new = NewIncident {
        city_id: visit.city_id,
        site_id: visit.site_id,
        visit_id: Some(visit.id),
        lane_id: visit.lane_in_id,
        kind: IncidentKind::Passback,
        detail: "the entrance was opened again after the vehicle had driven in",
        at: now,
    };
    incident::insert(conn, &new, now)?;
    Ok(())
}

/// Returns whether the vehicle of an open visit has driven in: a device has reported it, or the
/// barrier first opened a while ago.
fn has_driven_in(conn: &mut PgConnection, visit: &Visit, now: DateTime<Utc>) -> Result<bool> {
    if visit.entered_at.is_some() {
        return Ok(true);
    }
    let commands = BarrierCommand::of_visit(conn, visit.id)?;
    let opened = commands.iter().find(|command| command.outcome == Some(CommandOutcome::Opened));
    let opened_at = opened.and_then(|command| command.finished_at);
    Ok(opened_at.is_some_and(|opened_at| opened_at + DRIVES_IN_WITHIN <= now))
}
