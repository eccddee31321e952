//! Chooses the vehicle of a reservation.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    check_eligibility::{ChosenVehicle, check_eligibility, other_class, resolve_choice},
    check_no_return::{Visitor, check_visitor},
    transition::lock,
};
use crate::{
    Error, Result,
    identity::{
        domain::{
            principal::Principal,
            vehicle::{VehicleChoice, VehicleDetails},
        },
        models::user::User,
    },
    places::models::spot::Spot,
    platform::{
        domain::ids::{ReservationId, VehicleId},
        error::violates,
    },
    reservations::{
        domain::vehicle_change::changeable_until,
        models::{
            reservation::Reservation, reservation_vehicle::ReservationVehicle,
            segment::priced_class,
        },
    },
};

/// Chooses the vehicle of a reservation, until five minutes after its start. Idempotent. No
/// transition, since the right to the spot remains.
///
/// # Errors
/// `NotFound`, `Invalid` for a saved vehicle that is not the driver's or has another class than the
/// one whose price was accepted, `InvalidTransition` for a reservation that is over, `HoldExpired`,
/// `VehicleChangeClosed`, `NotEligible`, `NotAllowedByTariff` for a return too early.
pub fn choose_vehicle(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    choice: &VehicleChoice,
    now: DateTime<Utc>,
) -> Result<ReservationVehicle> {
    // A saved vehicle cannot change between the check and the copy.
    if let Some(user_id) = Reservation::of_principal(conn, id, principal)?.user_id {
        User::lock(conn, user_id)?;
    }
    let reservation = lock(conn, id, principal)?;
    let (vehicle_id, details) = resolve_choice(conn, reservation.user_id, choice)?;
    choose_locked(conn, &reservation, vehicle_id, &details, now)
}

/// Chooses the vehicle of a locked reservation. Lock all other spots first, too.
pub(super) fn choose_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    vehicle_id: Option<VehicleId>,
    details: &VehicleDetails,
    now: DateTime<Utc>,
) -> Result<ReservationVehicle> {
    let current = ReservationVehicle::current(conn, reservation.id)?;
    if let Some(current) = current
        && current.vehicle_id == vehicle_id
        && current.details.is_same(details)
    {
        return Ok(current);
    }
    if reservation.status.is_terminal() {
        let from = reservation.status.as_str();
        return Err(Error::InvalidTransition { from, event: "change its vehicle" });
    }
    if reservation.is_hold_expired(now) {
        return Err(Error::HoldExpired);
    }
    let until = changeable_until(reservation.period);
    if now >= until {
        return Err(Error::VehicleChangeClosed { until });
    }
    replace(conn, reservation, &(vehicle_id, details.clone()), now)
}

/// Replaces the vehicle of a locked reservation by the one that arrives, at any time of the stay.
///
/// # Errors
/// `NotEligible`, `Invalid` for another class than the one whose price was accepted,
/// `NotAllowedByTariff` for a return too early.
pub fn replace_vehicle(
    conn: &mut PgConnection,
    reservation: &Reservation,
    vehicle: &ChosenVehicle,
    now: DateTime<Utc>,
) -> Result<()> {
    replace(conn, reservation, vehicle, now).map(drop)
}

/// Returns whether a vehicle has the right to the spot of a reservation, and the class whose price
/// was accepted. Locks nothing.
///
/// # Errors
/// Only database errors.
pub fn suits(
    conn: &mut PgConnection,
    reservation: &Reservation,
    vehicle: &ChosenVehicle,
) -> Result<bool> {
    match check_right(conn, reservation, vehicle) {
        Ok(_) => Ok(true),
        Err(Error::NotEligible { .. } | Error::Invalid(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Checks as [`suits`] does. Returns the spot.
fn check_right(
    conn: &mut PgConnection,
    reservation: &Reservation,
    vehicle: &ChosenVehicle,
) -> Result<Spot> {
    let spot = Spot::find(conn, reservation.spot_id)?;
    let (user_id, period) = (reservation.user_id, reservation.period);
    check_eligibility(conn, &spot, user_id, Some(vehicle.clone()), None, period)?;
    let priced = priced_class(conn, reservation.id)?;
    match priced.filter(|class| *class != vehicle.1.class) {
        Some(class) => Err(other_class(class)),
        None => Ok(spot),
    }
}

fn replace(
    conn: &mut PgConnection,
    reservation: &Reservation,
    vehicle: &ChosenVehicle,
    now: DateTime<Utc>,
) -> Result<ReservationVehicle> {
    let spot = check_right(conn, reservation, vehicle)?;
    let (vehicle_id, details) = vehicle;
    let visitor = Visitor {
        zone_id: spot.zone_id,
        // The driver was checked with the hold.
        driver: None,
        is_verified: false,
        plate_hash: Some(details.plate.hash.clone()),
        reservation_id: Some(reservation.id),
        from: None,
    };
    check_visitor(conn, reservation, &visitor, now)?;
    ReservationVehicle::choose(conn, reservation, *vehicle_id, details, now).map_err(|error| {
        // A visit with this plate has begun at the same time: the client tries again.
        if violates(&error, "visits_one_per_plate_key") {
            Error::Unavailable("the plate")
        } else {
            error.into()
        }
    })
}
