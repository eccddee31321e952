//! Changes a saved vehicle, and the reservations that use it.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{choose_vehicle::choose_locked, transition::lock_any};
use crate::{
    Result,
    identity::{
        models::{user::User, vehicle::Vehicle},
        operations::SaveVehicle,
    },
    places::models::bulk_change_lock,
    platform::domain::ids::VehicleId,
    reservations::{domain::vehicle_change::changeable_until, models::reservation_vehicle},
};

/// Replaces the details of a saved vehicle. Reservations with this vehicle, which can still be
/// changed, get the new details.
///
/// # Errors
/// `NotFound` when the user has no such vehicle, `Invalid` when another vehicle of the user has the
/// same plate or the class is not the one whose price was accepted, `NotEligible` when the changed
/// vehicle has no right to a reserved spot, `NotAllowedByTariff` for a return too early.
pub fn change_vehicle(
    conn: &mut PgConnection,
    id: VehicleId,
    request: &SaveVehicle,
    now: DateTime<Utc>,
) -> Result<Vehicle> {
    User::lock(conn, request.user_id)?;
    let vehicle = Vehicle::find(conn, request.user_id, id)?;
    if vehicle.details.is_same(&request.details) {
        return Ok(vehicle);
    }
    request.check_plate(conn, Some(id))?;
    let changed = vehicle.update(conn, &request.details)?;
    let reserved = reservation_vehicle::live_with(conn, id)?;
    if reserved.len() > 1 {
        bulk_change_lock::lock_bulk_spot_changes(conn)?;
    }
    // All of them before the plate.
    let locked = reserved.into_iter().map(|reservation_id| lock_any(conn, reservation_id));
    for reservation in locked.collect::<Result<Vec<_>>>()? {
        let is_open = !reservation.status.is_terminal()
            && !reservation.is_hold_expired(now)
            && now < changeable_until(reservation.period);
        if is_open {
            choose_locked(conn, &reservation, Some(id), &request.details, now)?;
        }
    }
    Ok(changed)
}
