//! Shows a stay to other people by a link.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::transition::lock;
use crate::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::domain::{ids::ReservationId, quota::text_hash},
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation,
            stay_share::{self, AFTER_END},
        },
    },
};

/// Makes `token` the only one that shows a confirmed stay. Returns the time from which it does not:
/// it moves with the end of the stay. Locks the spot and the reservation, so that the stay cannot
/// end or be cancelled before the link is stored.
///
/// # Errors
/// `NotFound` if the principal may not read the reservation; `InvalidTransition` unless it is
/// confirmed.
pub fn share_stay(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    token: &str,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let reservation = lock(conn, id, principal)?;
    if reservation.status != Status::Confirmed {
        let from = reservation.status.as_str();
        return Err(Error::InvalidTransition { from, event: "be shared" });
    }
    stay_share::replace(conn, &reservation, &text_hash(token), now)?;
    Ok(reservation.period.ends_at() + AFTER_END)
}

/// Ends the link of a stay, in any status. Idempotent.
///
/// # Errors
/// `NotFound` if the principal may not read the reservation.
pub fn end_share(conn: &mut PgConnection, id: ReservationId, principal: Principal) -> Result<()> {
    let reservation = Reservation::of_principal(conn, id, principal)?;
    Ok(stay_share::remove(conn, reservation.id)?)
}
