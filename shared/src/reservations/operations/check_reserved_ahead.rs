//! Checks that a stay keeps to the share of a zone that may be reserved ahead.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    places::{
        domain::terms::{DEFAULT_RESERVABLE_PERCENT, Terms},
        models::spot::Spot,
    },
    platform::domain::period::Period,
    reservations::{domain::reserved_ahead::is_ahead, models::reserved_ahead},
};

/// Rejects the time `period` of a stay that begins later, at `starts_at`, if it has no place in the
/// share of the zone. Stays that begin now are not limited, nor are re-seats, for which this is not
/// called.
///
/// # Errors
/// `ReservedAheadLimit`.
pub(super) fn check_reserved_ahead(
    conn: &mut PgConnection,
    spot: &Spot,
    starts_at: DateTime<Utc>,
    period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    if !is_limited(starts_at, terms, now) {
        return Ok(());
    }
    let (zone_id, percent) = (spot.zone_id, terms.reservable_percent);
    if reserved_ahead::is_full(conn, zone_id, spot.id, percent, period, now)? {
        return Err(Error::ReservedAheadLimit { zone_id });
    }
    Ok(())
}

/// Like [`check_reserved_ahead`], for time that is about to be stored: such stays of a zone are
/// serialized until the transaction ends. Take all other locks first.
///
/// # Errors
/// `ReservedAheadLimit`.
pub(super) fn lock_and_check_reserved_ahead(
    conn: &mut PgConnection,
    spot: &Spot,
    starts_at: DateTime<Utc>,
    period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    if is_limited(starts_at, terms, now) {
        reserved_ahead::lock(conn, spot.zone_id)?;
    }
    check_reserved_ahead(conn, spot, starts_at, period, terms, now)
}

fn is_limited(starts_at: DateTime<Utc>, terms: &Terms, now: DateTime<Utc>) -> bool {
    terms.reservable_percent < DEFAULT_RESERVABLE_PERCENT && is_ahead(starts_at, now)
}
