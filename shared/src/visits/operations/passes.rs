//! Passes: rights that a device verifies by itself. They are signed in `equipment/code_tokens.rs`.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{OptionalExtension, PgConnection};

use super::may_enter::may_have_pass;
use crate::{
    Error, Result,
    equipment::domain::pass::{Pass, PassKind},
    identity::{domain::principal::Principal, models::vehicle::Vehicle},
    places::{domain::terms::Terms, models::place},
    platform::domain::ids::{ReservationId, SiteId, UserId, VehicleId},
    reservations::{
        domain::status::Status,
        models::{reservation::Reservation, reservation_vehicle::ReservationVehicle},
    },
    visits::models::{booking::EARLY_ARRIVAL, visit::Visit},
};

/// Time before a stay from which on its pass is issued.
const ISSUED_BEFORE: TimeDelta = TimeDelta::hours(24);
/// Time after a stay in which its pass still opens the exit.
const LEAVE_WITHIN: TimeDelta = TimeDelta::hours(1);
/// Validity of the pass of an account, or of its vehicle.
const ACCOUNT_PASS: TimeDelta = TimeDelta::hours(12);

/// Returns the pass of a reservation at a site.
///
/// # Errors
/// `NotFound`, also on a street; `TooEarly` more than a day before the start; `InvalidTransition`
/// unless the reservation is confirmed.
pub fn reservation_pass(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    now: DateTime<Utc>,
) -> Result<Pass> {
    let reservation = Reservation::of_principal(conn, id, principal)?;
    let site_id = place::of_spot(conn, reservation.spot_id)?.site().ok_or(Error::NotFound)?;
    if reservation.status != Status::Confirmed {
        let from = reservation.status.as_str();
        return Err(Error::InvalidTransition { from, event: "give a pass" });
    }
    let (starts_at, ends_at) = (reservation.period.starts_at(), reservation.period.ends_at());
    let from = starts_at - ISSUED_BEFORE;
    if now < from {
        return Err(Error::TooEarly { from });
    }
    // The stay of a vehicle that is there may become longer.
    let open = Visit::of_reservation(conn, id)?.filter(Visit::is_open);
    let until = open.map_or(ends_at, |visit| visit.bound_at.max(ends_at)) + LEAVE_WITHIN;
    Ok(Pass {
        kind: PassKind::Reservation,
        subject: id.0,
        site_id,
        from: starts_at - EARLY_ARRIVAL,
        until,
    })
}

/// Returns a pass with which an account enters and leaves a site, or one of its saved vehicles, if
/// it has some. An account that is there gets it in any case: the exit is never refused. `terms`
/// are the defaults.
///
/// # Errors
/// As [`may_enter`](super::may_enter()), without `AlreadyInside`.
pub fn account_pass(
    conn: &mut PgConnection,
    user_id: UserId,
    site_id: SiteId,
    vehicle_id: Option<VehicleId>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Pass> {
    let mut there = Visit::open_of_user(conn, user_id)?;
    there.retain(|visit| visit.site_id == site_id);
    let vehicle = match (there.as_slice(), vehicle_id) {
        ([], id) => may_have_pass(conn, user_id, site_id, id, terms, now)?,
        (_, Some(id)) => Vehicle::find(conn, user_id, id).optional()?.map(|vehicle| vehicle.id),
        ([visit], None) => {
            let current = ReservationVehicle::current(conn, visit.reservation_id)?;
            current.and_then(|vehicle| vehicle.vehicle_id)
        }
        (_, None) => None,
    };
    let (kind, subject) = match vehicle {
        Some(id) => (PassKind::Vehicle, id.0),
        None => (PassKind::Account, user_id.0),
    };
    Ok(Pass { kind, subject, site_id, from: now, until: now + ACCOUNT_PASS })
}
