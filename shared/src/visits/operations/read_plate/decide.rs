//! Decides about a reading that waits for review.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::{
    Seen,
    enter::{booking_of, check_in_by_plate},
    leave::{check_out_by_plate, leave_unknown},
};
use crate::{
    Error, Result,
    equipment::{
        domain::plate_read::ReadOutcome,
        models::{camera::Camera, lane::Lane, plate_read::StoredRead},
    },
    identity::models::vehicle::Vehicle,
    places::domain::terms::Terms,
    platform::{
        domain::ids::{PlateReadId, ReservationId, UserId, VehicleId, VisitId},
        models::audit::{AuditContext, AuditEvent},
        token::Tokens,
    },
    visits::{
        models::{plate_match::accounts_with, visit::Visit},
        operations::{check_in::Arriving, operate::tell_driver},
    },
};

/// Maximum age of a reading at an entrance whose vehicle is admitted.
const ADMIT_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// An operator's decision about a reading.
#[derive(Debug, Clone, Copy)]
pub enum Decision {
    /// Let the vehicle in or out: with this reservation, else as a vehicle of this account, else
    /// with the proposed reservation, else by the plate that was read. A visit begins and ends at
    /// the time at which the vehicle was there.
    Admit {
        reservation_id: Option<ReservationId>,
        vehicle_of: Option<UserId>,
    },
    Dismiss,
}

#[derive(Debug, Clone)]
pub struct DecideRead {
    pub id: PlateReadId,
    pub decision: Decision,
    /// Reason, for other operators.
    pub note: String,
}

/// The right by which a vehicle is let in or out.
#[derive(Clone, Copy)]
enum Right {
    Reservation(ReservationId),
    Account(UserId),
    /// That of the plate that was read.
    Plate,
}

/// Decides about a reading once; a reading that does not wait for review is returned as it is.
/// Locks the reading, then as check-in and check-out do.
///
/// # Errors
/// `NotFound`; those of check-in; `Invalid` when there is no visit to end, no driver with the plate
/// is known, or the vehicle came to the entrance more than ten minutes ago.
pub fn decide_read(
    conn: &mut PgConnection,
    request: &DecideRead,
    tokens: &Tokens,
    audit: &AuditContext,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<StoredRead> {
    let read = StoredRead::lock(conn, request.id)?;
    if read.outcome != ReadOutcome::Review {
        return Ok(read);
    }
    let (action, outcome, visit_id) = match request.decision {
        Decision::Dismiss => ("plate_read.dismiss", ReadOutcome::Dismissed, None),
        Decision::Admit { reservation_id, vehicle_of } => {
            let right = match (reservation_id, vehicle_of, read.proposed_reservation_id) {
                (Some(id), _, _) | (None, None, Some(id)) => Right::Reservation(id),
                (None, Some(id), _) => Right::Account(id),
                (None, None, None) => Right::Plate,
            };
            let visit_id = admit(conn, &read, right, tokens, &audit.actor, (terms, now))?;
            ("plate_read.admit", ReadOutcome::Admitted, visit_id)
        }
    };
    let decided = read.decide(conn, outcome, visit_id, &audit.actor, now)?;
    let fields = json!({ "site_id": read.site_id, "visit_id": visit_id });
    let event = AuditEvent::new(action, read.id.0).reason(&request.note).to(fields);
    audit.record(conn, event, now)?;
    Ok(decided)
}

/// Lets the vehicle in or out. Returns its visit; `None` for an exit without one.
fn admit(
    conn: &mut PgConnection,
    read: &StoredRead,
    right: Right,
    tokens: &Tokens,
    actor: &str,
    (terms, now): (&Terms, DateTime<Utc>),
) -> Result<Option<VisitId>> {
    let plate = tokens.open_plate(&read.plate);
    let plate = plate.ok_or_else(|| Error::Internal("a plate has an unknown secret".to_owned()))?;
    let camera = Camera::find(conn, read.camera_id)?;
    let lane = Lane::find(conn, camera.lane_id)?;
    let vehicle = (&plate, read.direction);
    let seen = Seen::new(conn, &lane, vehicle, actor, tokens, (read.seen_at, now))?;
    if !seen.is_exit {
        if now - read.seen_at > ADMIT_WITHIN {
            let message = "must be dismiss: the vehicle came more than ten minutes ago";
            return Err(Error::field("decision", "too_late", message));
        }
        let who = arriving(conn, &seen, right, tokens)?;
        let entered = check_in_by_plate(conn, &seen, who, tokens, terms, now)?;
        tell_driver(conn, &entered, now)?;
        return Ok(Some(entered.visit.id));
    }
    // The exit has opened for the reading.
    let seen = Seen { is_there: false, ..seen };
    match leaving(conn, &seen, right)? {
        Some(id) => Ok(Some(check_out_by_plate(conn, &seen, id, terms, now)?.visit.id)),
        None => Ok(leave_unknown(conn, &seen, terms, now)?.visit_id),
    }
}

fn arriving(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    right: Right,
    tokens: &Tokens,
) -> Result<Arriving> {
    match right {
        Right::Reservation(id) => Ok(Arriving::Booking { id, principal: None }),
        Right::Account(user_id) => {
            let id = vehicle_of(conn, seen, user_id, tokens)?;
            Ok(Arriving::Account { user_id, vehicle_id: Some(id) })
        }
        Right::Plate => {
            if let Some(id) = booking_of(conn, seen)? {
                return Ok(Arriving::Booking { id, principal: None });
            }
            match accounts_with(conn, &seen.hashes)?.as_slice() {
                [(user_id, vehicle_id)] => {
                    Ok(Arriving::Account { user_id: *user_id, vehicle_id: Some(*vehicle_id) })
                }
                _ => Err(Error::field(
                    "reservation_id",
                    "required",
                    "or email must be given: the plate belongs to no driver, or to several",
                )),
            }
        }
    }
}

/// Returns the account's vehicle with the plate, or the only one with a plate that looks like it.
///
/// # Errors
/// `Invalid` without such a vehicle: an account pays only for its own vehicle.
fn vehicle_of(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    user_id: UserId,
    tokens: &Tokens,
) -> Result<VehicleId> {
    let saved = Vehicle::of_user(conn, user_id)?;
    let has_plate = |vehicle: &&Vehicle| seen.hashes.contains(&vehicle.details.plate.hash);
    if let Some(vehicle) = saved.iter().find(has_plate) {
        return Ok(vehicle.id);
    }
    let saved: Vec<_> =
        saved.into_iter().map(|vehicle| (vehicle.id, vehicle.details.plate)).collect();
    match seen.similar(&saved, tokens).as_slice() {
        [id] => Ok(*id),
        _ => Err(Error::field(
            "email",
            "no_vehicle",
            "must be the address of an account with this plate, or one that looks like it",
        )),
    }
}

/// Returns the visit to end; `None` for a vehicle that has none.
fn leaving(conn: &mut PgConnection, seen: &Seen<'_>, right: Right) -> Result<Option<VisitId>> {
    let is_inside = |visit: &Visit| visit.site_id == seen.site_id() && visit.arrived_at <= seen.at;
    let (found, field) = match right {
        Right::Plate => return Ok(seen.open.as_ref().map(|visit| visit.id)),
        Right::Reservation(id) => {
            let visit = Visit::of_reservation(conn, id)?;
            (visit.filter(is_inside), "reservation_id")
        }
        Right::Account(id) => {
            let open = Visit::open_of_user(conn, id)?;
            (open.into_iter().find(is_inside), "email")
        }
    };
    let missing = || Error::field(field, "no_visit", "must have a visit at this site");
    found.map(|visit| Some(visit.id)).ok_or_else(missing)
}
