//! Adds a vehicle to an account.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::{
        domain::vehicle::VehicleDetails,
        models::{user::User, vehicle::Vehicle},
    },
    platform::domain::ids::{UserId, VehicleId},
};

/// Maximum number of vehicles of one account.
pub const MAX_VEHICLES: u32 = 10;

/// A vehicle of an account, to be added or changed.
#[derive(Debug, Clone)]
pub struct SaveVehicle {
    pub user_id: UserId,
    pub details: VehicleDetails,
    /// The hashes of the plate with the current secret and the older ones.
    pub plate_hashes: Vec<Vec<u8>>,
}

/// Adds a vehicle to the user's account.
///
/// # Errors
/// `TooManyVehicles`; `Invalid` when another vehicle of the user has the same plate;
/// `Unauthenticated` if the user was erased since the request began.
pub fn add_vehicle(
    conn: &mut PgConnection,
    request: &SaveVehicle,
    now: DateTime<Utc>,
) -> Result<Vehicle> {
    User::lock_unerased(conn, request.user_id)?;
    request.check_plate(conn, None)?;
    if Vehicle::count_of(conn, request.user_id)? >= i64::from(MAX_VEHICLES) {
        return Err(Error::TooManyVehicles { max: MAX_VEHICLES });
    }
    Ok(Vehicle::insert(conn, request.user_id, &request.details, now)?)
}

impl SaveVehicle {
    /// Rejects the plate of another vehicle of the user. Lock the user first.
    pub(crate) fn check_plate(
        &self,
        conn: &mut PgConnection,
        except: Option<VehicleId>,
    ) -> Result<()> {
        if Vehicle::has_plate(conn, self.user_id, &self.plate_hashes, except)? {
            return Err(Error::field("plate", "taken", "is the plate of another vehicle of yours"));
        }
        Ok(())
    }
}
