//! Counts the stays that guard-rails limited.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::price_stay::StayOffer;
use crate::{
    Result,
    places::models::{spot::Spot, zone::Zone},
    platform::domain::ids::ZoneId,
    pricing::{
        domain::{guard_rail::GuardRail, posted::is_accessible},
        models::{guard_rail_count, posted::load_for_spot},
    },
    reservations::domain::reserved_ahead::is_ahead,
};

/// Counts an accepted offer of time that begins at `at`, in a stay that begins at `starts_at`, if
/// it has a price, and that of the base version because the tariff's version is dearer. Take all
/// locks first.
pub(super) fn count_base_rate(
    conn: &mut PgConnection,
    offer: &StayOffer,
    spot: &Spot,
    starts_at: DateTime<Utc>,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(version) = &offer.version else { return Ok(()) };
    if !is_accessible(&spot.attributes) || offer.price.total.amount_minor == 0 {
        return Ok(());
    }
    // Loaded again, because the version may be that of a quote.
    let (place, posted) = load_for_spot(conn, spot.id)?;
    let base = posted.base_instead_at(place, offer.class, at, is_ahead(starts_at, now));
    if base.is_some_and(|base| base.id == version.id) {
        let guard_rail = GuardRail::AccessibleAtBaseRate;
        guard_rail_count::add(conn, spot.city_id, spot.zone_id, guard_rail, now)?;
    }
    Ok(())
}

/// Counts a hold or an extension that was refused with `ReservedAheadLimit`. Its own transaction
/// was rolled back, so this needs another one.
///
/// # Errors
/// `NotFound`.
pub fn count_reserved_ahead_limit(
    conn: &mut PgConnection,
    zone_id: ZoneId,
    now: DateTime<Utc>,
) -> Result<()> {
    let city_id = Zone::find(conn, zone_id)?.city_id;
    Ok(guard_rail_count::add(conn, city_id, zone_id, GuardRail::ReservablePercent, now)?)
}
