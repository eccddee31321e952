//! Checks that a spot is available for a stay.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, result::Error as DieselError};

use super::{check_reserved_ahead::lock_and_check_reserved_ahead, expire_hold::expire_overdue_on};
use crate::{
    Error, Result,
    places::{
        domain::terms::Terms,
        models::{closure, spot::Spot},
    },
    platform::{
        domain::{
            ids::{ReservationId, SpotId},
            period::Period,
        },
        error::violates,
    },
    reservations::models::reservation::Reservation,
};

/// Expires overdue holds on a locked spot. Then rejects a period in which the spot is closed, or
/// nearer to another stay than the buffer, or in which no further spot of the zone may be reserved
/// ahead.
pub(super) fn check_available(
    conn: &mut PgConnection,
    spot: &Spot,
    period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    expire_overdue_on(conn, spot.id, now)?;
    if closure::is_closed(conn, spot, period)? {
        return Err(Error::SpotClosed { spot_id: spot.id });
    }
    if !is_buffer_free(conn, spot.id, period, terms, None)? {
        return Err(Error::SpotTaken { spot_id: spot.id });
    }
    lock_and_check_reserved_ahead(conn, spot, period.starts_at(), period, terms, now)
}

pub(super) fn map_insert_error(error: DieselError, spot_id: SpotId) -> Error {
    if violates(&error, "reservations_no_overlap") {
        Error::SpotTaken { spot_id }
    } else {
        error.into()
    }
}

/// Returns whether all other live reservations of the spot are at least the buffer away from the
/// period. Lock the spot first.
pub(super) fn is_buffer_free(
    conn: &mut PgConnection,
    spot_id: SpotId,
    period: Period,
    terms: &Terms,
    except: Option<ReservationId>,
) -> Result<bool> {
    if terms.buffer.is_zero() {
        return Ok(true);
    }
    let others = Reservation::overlapping(conn, &[spot_id], period.widened(terms.buffer))?;
    Ok(others.iter().all(|other| Some(other.id) == except))
}
