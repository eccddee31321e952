//! Removes a vehicle from an account.

use diesel::PgConnection;

use crate::{
    Result,
    identity::models::{
        user::User,
        vehicle::{self, Vehicle},
    },
    platform::domain::ids::{UserId, VehicleId},
};

/// Removes a vehicle of the user. Reservations keep their copies of it.
///
/// # Errors
/// `NotFound` when the user has no such vehicle.
pub fn remove_vehicle(conn: &mut PgConnection, user_id: UserId, id: VehicleId) -> Result<()> {
    User::lock(conn, user_id)?;
    let vehicle = Vehicle::find(conn, user_id, id)?;
    Ok(vehicle::remove(conn, vehicle.id)?)
}
