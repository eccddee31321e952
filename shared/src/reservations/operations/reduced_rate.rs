//! The highest rate of drivers with a reduced-rate permit.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult};

use super::price_stay::StayOffer;
use crate::{
    places::{domain::terms::Terms, models::spot::Spot},
    platform::domain::ids::{CityId, UserId},
    pricing::{
        domain::guard_rail::GuardRail,
        models::{guard_rail_count, reduced_rate_permit::is_in_force},
    },
};

/// Returns the driver's highest rate per hour for time that begins at `at`, in minor units: that in
/// the terms of the place, if the driver has a permit in the city at that time.
pub(super) fn rate_cap(
    conn: &mut PgConnection,
    driver: Option<UserId>,
    city_id: CityId,
    terms: &Terms,
    at: DateTime<Utc>,
) -> QueryResult<Option<i32>> {
    match (driver, terms.reduced_rate_cap_minor) {
        (Some(driver), Some(cap)) => Ok(is_in_force(conn, driver, city_id, at)?.then_some(cap)),
        _ => Ok(None),
    }
}

/// Counts an accepted offer whose price the driver's highest rate lowered. Take all locks first.
pub(super) fn count_reduced_rate(
    conn: &mut PgConnection,
    offer: &StayOffer,
    spot: &Spot,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    if !offer.is_reduced {
        return Ok(());
    }
    guard_rail_count::add(conn, spot.city_id, spot.zone_id, GuardRail::ReducedRateCap, now)
}
