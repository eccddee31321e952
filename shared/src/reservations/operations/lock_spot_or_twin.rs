//! Locks the spot of a new reservation, or one that is as good where spots have no numbers.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    places::models::{
        site_rules,
        spot::{LockedSpot, Spot},
    },
    platform::domain::{ids::SpotId, period::Period},
    reservations::models::twin_spot::lock_free_twin,
};

/// Locks a spot in service. At a site without numbers it is another one of the same zone, kind and
/// price if the requested one is not free in the period; the requested one if none is free.
///
/// # Errors
/// `NotFound` when the spot is absent or retired.
pub(super) fn lock_spot_or_twin(
    conn: &mut PgConnection,
    id: SpotId,
    period: Period,
    now: DateTime<Utc>,
) -> Result<LockedSpot> {
    let is_unnumbered = site_rules::at_spot(conn, id)?.is_some_and(|rules| rules.is_unnumbered());
    if !is_unnumbered {
        return Ok(Spot::lock_in_service(conn, id)?);
    }
    let requested = Spot::find_in_service(conn, id)?;
    let twin = lock_free_twin(conn, &requested, period, true, now)?;
    let chosen = twin.map_or(id, |twin| twin.id);
    Ok(Spot::lock_in_service(conn, chosen)?)
}
