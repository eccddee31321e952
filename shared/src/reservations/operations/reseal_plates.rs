//! Encrypts plates with the current secret after a change of the secret.

use diesel::{Connection, PgConnection};

use crate::{
    Result,
    identity::{domain::vehicle::SealedPlate, models::vehicle},
    platform::{domain::ids::VehicleId, error::violates, token::Tokens},
    reservations::models::reservation_vehicle,
};

/// Maximum number of plates of each table per call; the caller repeats the call for more.
const AT_ONCE: i64 = 500;

/// Encrypts and hashes again the plates that were stored with an older secret. Returns their
/// number.
pub fn reseal_plates(conn: &mut PgConnection, tokens: &Tokens) -> Result<usize> {
    let older = tokens.older_secret_ids()?;
    if older.is_empty() {
        return Ok(0);
    }
    let mut resealed = 0;
    for (id, plate) in vehicle::plates_under(conn, &older, AT_ONCE)? {
        if let Some(plate) = reseal(tokens, &plate)? {
            set_plate(conn, id, &plate)?;
            resealed += 1;
        }
    }
    for (id, plate) in reservation_vehicle::plates_under(conn, &older, AT_ONCE)? {
        if let Some(plate) = reseal(tokens, &plate)? {
            reservation_vehicle::set_plate(conn, id, &plate)?;
            resealed += 1;
        }
    }
    Ok(resealed)
}

/// Stores the new encryption. A process that did not know the new secret may have added the same
/// plate to the account again; then this vehicle is removed.
fn set_plate(conn: &mut PgConnection, id: VehicleId, plate: &SealedPlate) -> Result<()> {
    match conn.transaction(|conn| vehicle::set_plate(conn, id, plate)) {
        Err(error) if violates(&error, "vehicles_plate_key") => Ok(vehicle::remove(conn, id)?),
        stored => Ok(stored?),
    }
}

fn reseal(tokens: &Tokens, plate: &SealedPlate) -> Result<Option<SealedPlate>> {
    tokens.open_plate(plate).map(|plate| tokens.seal_plate(&plate)).transpose()
}
