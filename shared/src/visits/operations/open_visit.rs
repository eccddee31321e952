//! Opens the visit of a reservation, or returns one that is open already.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{arrival::Arrival, check_in::CheckedIn, open_again::check_outside};
use crate::{
    Error, Result,
    equipment::{
        models::{
            barrier_command::BarrierCommand,
            incident::{self, NewIncident},
        },
        operations::issue_command,
    },
    platform::{
        domain::ids::{ReservationId, VisitId},
        jobs::Job,
    },
    reservations::models::reservation::Reservation,
    visits::{
        jobs::RemindVisit,
        models::visit::{NewVisit, Visit},
    },
};

/// Reason of a command to a barrier.
const REASON: &str = "entry";

/// Inserts the visit of a locked reservation, and what follows from it: incidents, the reminder and
/// the command to the barrier. `hashes` are those of the plate, the current one first.
///
/// # Errors
/// As [`NewVisit::insert`].
pub(super) fn open_visit(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    reservation: Reservation,
    hashes: &[Vec<u8>],
    bound_at: DateTime<Utc>,
) -> Result<CheckedIn> {
    let (request, site) = (arrival.request, &arrival.entrance.site);
    let new = NewVisit {
        id: VisitId::new(),
        city_id: reservation.city_id,
        reservation_id: reservation.id,
        site_id: site.id,
        lane_in_id: request.lane_id,
        entered_by: request.means,
        plate_hash: hashes.first().filter(|_| !arrival.is_plate_held).map(Vec::as_slice),
        app_device_hash: request.app_device.as_deref().filter(|_| !arrival.is_app_held),
        arrived_at: arrival.at,
        bound_at,
    };
    let visit = new.insert(conn)?;
    for (kind, detail) in &arrival.incidents {
        let new = NewIncident {
            city_id: site.city_id,
            site_id: site.id,
            visit_id: Some(visit.id),
            lane_id: request.lane_id,
            kind: *kind,
            detail,
            at: arrival.at,
        };
        incident::insert(conn, &new, arrival.now)?;
    }
    let remind_at = visit.arrived_at + arrival.entrance.rules.remind_after;
    if remind_at < visit.bound_at {
        RemindVisit { visit_id: visit.id }.enqueue_at(conn, remind_at, arrival.now)?;
    }
    let command = open_barrier(conn, arrival, &visit, &reservation)?;
    Ok(CheckedIn { visit, reservation, command, is_new: true })
}

/// Returns a visit that is open already, and opens the barrier again, if the vehicle may still be
/// in front of it.
///
/// # Errors
/// `AlreadyInside`.
pub(super) fn repeat(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    visit: Visit,
) -> Result<CheckedIn> {
    if !arrival.is_late() {
        check_outside(conn, &visit, arrival.entrance.rules.anti_passback, arrival.now)?;
    }
    let reservation = Reservation::find(conn, visit.reservation_id)?;
    let command = open_barrier(conn, arrival, &visit, &reservation)?;
    Ok(CheckedIn { visit, reservation, command, is_new: false })
}

/// Returns the visit of an earlier request with the same key, as it is now.
///
/// # Errors
/// `Internal` for a reservation without a visit, which is a bug.
pub(super) fn known(conn: &mut PgConnection, id: ReservationId) -> Result<CheckedIn> {
    let reservation = Reservation::find(conn, id)?;
    let missing = || Error::Internal(format!("reservation {id} has no visit"));
    let visit = Visit::of_reservation(conn, id)?.ok_or_else(missing)?;
    let command = BarrierCommand::latest_of_visit(conn, visit.id)?;
    Ok(CheckedIn { visit, reservation, command, is_new: false })
}

/// Issues the command to the barrier of the lane. It is open already at a late arrival.
fn open_barrier(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    visit: &Visit,
    reservation: &Reservation,
) -> Result<Option<BarrierCommand>> {
    let Some(lane_id) = arrival.request.lane_id.filter(|_| !arrival.is_late()) else {
        return Ok(None);
    };
    let actor = arrival.actor(reservation.guest_id);
    issue_command(conn, lane_id, Some(visit.id), &actor, REASON, arrival.now)
}
