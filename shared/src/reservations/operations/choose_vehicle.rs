//! Chooses the vehicle of a reservation.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    check_eligibility::{check_eligibility, other_class, resolve_choice},
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
    platform::domain::ids::{ReservationId, VehicleId},
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
    let spot = Spot::find(conn, reservation.spot_id)?;
    let (user_id, period) = (reservation.user_id, reservation.period);
    let chosen = Some((vehicle_id, details.clone()));
    check_eligibility(conn, &spot, user_id, chosen, None, period)?;
    if let Some(class) = priced_class(conn, reservation.id)?.filter(|of| *of != details.class) {
        return Err(other_class(class));
    }
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
    Ok(ReservationVehicle::choose(conn, reservation, vehicle_id, details, now)?)
}
