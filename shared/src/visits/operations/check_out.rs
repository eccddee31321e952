//! Ends a visit: a vehicle leaves a site, or counts as having left.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::departure::{record_departure, record_exit};
use crate::{
    Result,
    equipment::{
        domain::means::Means,
        models::{
            barrier_command::{BarrierCommand, LIFETIME},
            lane::Lane,
        },
        operations::issue_command,
    },
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::domain::ids::{GuestId, LaneId, VisitId},
    reservations::{
        models::reservation::Reservation,
        operations::visit_stay::{end_visit_stay, lock_any_stay},
    },
    visits::{domain::end_reason::EndReason, models::visit::Visit},
};

/// Reason of a command to a barrier.
pub(super) const REASON: &str = "exit";

/// Time after the end in which the vehicle leaves. Later the exit opens as well, and an operator
/// sees an incident.
pub const LEAVE_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// A departure.
#[derive(Debug, Clone)]
pub struct CheckOut {
    pub id: VisitId,
    /// `None` for a device, a camera or an operator, who end any visit.
    pub principal: Option<Principal>,
    /// As in [`CheckIn`]; `None` for the driver.
    ///
    /// [`CheckIn`]: super::check_in::CheckIn
    pub actor: Option<String>,
    pub means: Means,
    /// The exit; `None` without a lane.
    pub lane_id: Option<LaneId>,
    /// Time of a departure that is reported later; `None` for now.
    pub at: Option<DateTime<Utc>>,
    pub reason: EndReason,
}

/// A visit that has ended.
#[derive(Debug, Clone)]
pub struct CheckedOut {
    pub visit: Visit,
    pub reservation: Reservation,
    /// The command to the barrier of the lane, if it has one.
    pub command: Option<BarrierCommand>,
}

/// Ends a visit, bills the time used and opens the barrier of the lane. The exit is never refused.
/// A visit that has ended is returned as it is, and the exit opens: the vehicle may still be
/// inside, however long ago the visit has ended. `terms` are the defaults.
///
/// # Errors
/// `NotFound` for a visit of another driver.
pub fn check_out(
    conn: &mut PgConnection,
    request: &CheckOut,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<CheckedOut> {
    let found = match request.principal {
        Some(principal) => Visit::of_principal(conn, request.id, principal)?,
        None => Visit::find(conn, request.id)?,
    };
    if !found.is_open() {
        return leave_again(conn, request, found, now);
    }
    let reservation = lock_any_stay(conn, found.reservation_id)?;
    let visit = Visit::lock(conn, found.id)?;
    if !visit.is_open() {
        return leave_again(conn, request, visit, now);
    }
    // Clocks of processes differ: a visit does not end before it began.
    let at = request.at.unwrap_or(now).min(now).max(visit.arrived_at);
    // The means of an entry are not those of an exit.
    let left_by = (request.reason != EndReason::Passback).then_some(request.means);
    let mut ended = visit.end(conn, at, request.reason, left_by, request.lane_id)?;
    if request.has_departed() {
        ended = ended.set_departed(conn, at)?;
    }
    let actor = request.actor(reservation.guest_id);
    let reservation = end_visit_stay(conn, &reservation, at, &actor, terms, now)?;
    let command = request.open_barrier(conn, &ended, &actor, now)?;
    Ok(CheckedOut { visit: ended, reservation, command })
}

/// Returns a visit that has ended, whose vehicle leaves now, if a lane is given.
fn leave_again(
    conn: &mut PgConnection,
    request: &CheckOut,
    visit: Visit,
    now: DateTime<Utc>,
) -> Result<CheckedOut> {
    let reservation = Reservation::find(conn, visit.reservation_id)?;
    let Some(lane_id) = request.lane_id else {
        return Ok(CheckedOut { visit, reservation, command: None });
    };
    let (lane, at) = (Lane::find(conn, lane_id)?, request.at.unwrap_or(now).min(now));
    let visit = record_departure(conn, &visit, &lane, request.means, at, now)?;
    let actor = request.actor(reservation.guest_id);
    let command = request.open_barrier(conn, &visit, &actor, now)?;
    Ok(CheckedOut { visit, reservation, command })
}

impl CheckOut {
    /// Returns whether the end of the visit is the departure of the vehicle.
    fn has_departed(&self) -> bool {
        match self.reason {
            EndReason::Exit => self.means != Means::App || self.lane_id.is_some(),
            EndReason::LostTicket => true,
            _ => false,
        }
    }

    /// Returns the name of the driver, or of the device that acts, in the audit log.
    fn actor(&self, guest: Option<GuestId>) -> String {
        match (&self.actor, self.principal) {
            (Some(actor), _) => actor.clone(),
            (None, Some(principal)) => principal.audit_name(guest),
            (None, None) => format!("visit:{}", self.id),
        }
    }

    /// Issues the command to the barrier of the lane. It was open already at a departure that is
    /// reported later.
    fn open_barrier(
        &self,
        conn: &mut PgConnection,
        visit: &Visit,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<BarrierCommand>> {
        match self.lane_id.filter(|_| self.at.is_none()) {
            Some(lane_id) => issue_command(conn, lane_id, Some(visit.id), actor, REASON, now),
            None => Ok(None),
        }
    }
}

/// Opens the exit for a vehicle without an open visit. That is the departure of its last visit, if
/// that has ended without one; later than some minutes after the end, and without a visit, it is an
/// incident. The barrier of a departure that is reported later was open already.
///
/// # Errors
/// Only database errors.
pub fn leave_without_visit(
    conn: &mut PgConnection,
    lane: &Lane,
    last: Option<&Visit>,
    means: Means,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<BarrierCommand>> {
    record_exit(conn, lane, last, means, at.min(now), now)?;
    if at + LIFETIME <= now {
        return Ok(None);
    }
    let (actor, visit_id) = (format!("lane:{}", lane.id), last.map(|visit| visit.id));
    issue_command(conn, lane.id, visit_id, &actor, REASON, now)
}
