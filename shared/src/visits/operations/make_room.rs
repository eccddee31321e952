//! Makes room for a visit on a spot: the bookings in its way move to other spots where spots have
//! no numbers.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::arrival::Entrance;
use crate::{
    Result,
    places::{
        domain::terms::Terms,
        models::{closure, spot::Spot},
    },
    platform::domain::{ids::SpotId, period::Period},
    reservations::{models::reservation::Reservation, operations::rebind_next},
};

/// Maximum number of bookings of one spot that move for one visit.
const MAX_REBOUND: usize = 16;

/// Returns the end until which a locked spot is free for a visit. Where spots have no numbers, the
/// bookings in the way move to other spots if they can.
pub(super) fn free_until(
    conn: &mut PgConnection,
    entrance: &Entrance,
    id: SpotId,
    longest: Period,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    if entrance.rules.is_unnumbered() {
        let spot = Spot::find(conn, id)?;
        make_room(conn, &spot, longest.ends_at(), &entrance.terms, now)?;
    }
    let buffer = entrance.terms.buffer;
    let reserved = Reservation::overlapping(conn, &[id], longest.widened(buffer))?;
    let next = reserved.into_iter().find(|reserved| !reserved.is_hold_expired(now));
    let reserved = next.map(|next| next.period.starts_at() - buffer);
    let closed = closure::next_start(conn, id, longest.starts_at())?;
    let ends = reserved.into_iter().chain(closed).chain([longest.ends_at()]);
    Ok(ends.min().unwrap_or(longest.ends_at()))
}

/// Moves the bookings of a locked spot that begin before `until` to other spots, as long as there
/// are such spots.
///
/// # Errors
/// Only database errors.
pub(super) fn make_room(
    conn: &mut PgConnection,
    spot: &Spot,
    until: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    for _ in 0..MAX_REBOUND {
        let next = Reservation::next_booking_on(conn, spot.id, now)?;
        let is_in_the_way = next.is_some_and(|next| next.period.starts_at() < until + terms.buffer);
        if !is_in_the_way || !rebind_next(conn, spot, terms, now)? {
            break;
        }
    }
    Ok(())
}
