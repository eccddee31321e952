//! Moves reservations to other spots at sites without numbers, where drivers park on any spot.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use super::expire_hold::expire_overdue_on;
use crate::{
    Result,
    places::{domain::terms::Terms, models::spot::Spot},
    platform::{domain::period::Period, error::violates},
    reservations::{
        domain::status::Status,
        models::{reservation::Reservation, twin_spot::lock_free_twin},
    },
};

/// Maximum number of spots that are tried: another transaction may reserve a free one.
const ATTEMPTS: usize = 3;

/// Moves the next reservation of a locked spot that begins later and has no visit to another spot
/// of the same zone, kind and price. Returns `false` if there is no such reservation, or no such
/// spot that is free for it with the buffer of the terms, which are those of the spot. Call this
/// only where spots have no numbers.
///
/// # Errors
/// Only database errors.
pub fn rebind_next(
    conn: &mut PgConnection,
    spot: &Spot,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<bool> {
    expire_overdue_on(conn, spot.id, now)?;
    let Some(next) = Reservation::next_booking_on(conn, spot.id, now)? else { return Ok(false) };
    let next = Reservation::lock(conn, next.id)?;
    if next.spot_id != spot.id || !Status::BLOCKING.contains(&next.status) {
        return Ok(false);
    }
    let period = next.period.widened(terms.buffer);
    Ok(move_to_twin(conn, &next, spot, period, now)?.is_some())
}

/// Moves a locked reservation to another spot of the same zone, kind and price that is free for its
/// period. Its own spot is locked, too. Returns the new spot; `None` if none is free. Call this
/// only where spots have no numbers.
///
/// # Errors
/// Only database errors.
pub fn rebind(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<Option<Spot>> {
    let spot = Spot::find(conn, reservation.spot_id)?;
    move_to_twin(conn, reservation, &spot, reservation.period, now)
}

fn move_to_twin(
    conn: &mut PgConnection,
    reservation: &Reservation,
    from: &Spot,
    period: Period,
    now: DateTime<Utc>,
) -> Result<Option<Spot>> {
    for _ in 0..ATTEMPTS {
        let Some(twin) = lock_free_twin(conn, from, period, false, now)? else { return Ok(None) };
        expire_overdue_on(conn, twin.id, now)?;
        // In a savepoint: a constraint violation would abort the transaction.
        match conn.transaction(|conn| reservation.set_spot(conn, twin.id)) {
            Ok(_) => return Ok(Some(twin)),
            Err(error) if violates(&error, "reservations_no_overlap") => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}
