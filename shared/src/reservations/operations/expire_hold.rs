//! Expires a hold, which frees the spot.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::transition::{apply, lock_any, release_card};
use crate::{
    Result,
    platform::domain::ids::{ReservationId, SpotId},
    reservations::{
        domain::status::Event,
        models::reservation::{Changes, Reservation},
    },
};

/// Expires the hold if its expiry has passed at `now`. `None` when there is nothing to do because
/// it was confirmed or cancelled, or has time left.
pub fn expire_hold(
    conn: &mut PgConnection,
    id: ReservationId,
    now: DateTime<Utc>,
) -> Result<Option<Reservation>> {
    let reservation = lock_any(conn, id)?;
    if !reservation.is_hold_expired(now) {
        return Ok(None);
    }
    expire_locked(conn, &reservation, now).map(Some)
}

/// Expires overdue holds on a spot that the caller has locked, so that it can be held again: the
/// constraint cannot read a clock.
pub(super) fn expire_overdue_on(
    conn: &mut PgConnection,
    spot_id: SpotId,
    now: DateTime<Utc>,
) -> Result<()> {
    for overdue in Reservation::overdue_holds(conn, Some(spot_id), now)? {
        expire_locked(conn, &overdue, now)?;
    }
    Ok(())
}

fn expire_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let expired = apply(conn, reservation, Event::Expire, &Changes::default(), "worker", now)?;
    release_card(conn, &expired, now)?;
    Ok(expired)
}
