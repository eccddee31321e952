//! Vehicles that have not left since their visits ended at the bound.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};

use super::visit::Visit;
use crate::{
    platform::{
        db::schema::{reservations, visits},
        domain::ids::{ReservationId, SiteId, SpotId},
    },
    visits::domain::end_reason::EndReason,
};

/// Returns the visit of another reservation whose vehicle is on a spot: it is open, or has ended
/// at its bound after `since` without a departure.
pub fn other_on_spot(
    conn: &mut PgConnection,
    spot_id: SpotId,
    reservation_id: ReservationId,
    since: DateTime<Utc>,
) -> QueryResult<Option<Visit>> {
    let reservation =
        reservations::id.eq(visits::reservation_id).and(reservations::city_id.eq(visits::city_id));
    let is_overdue = visits::end_reason
        .eq(EndReason::Bound)
        .and(visits::departed_at.is_null())
        .and(visits::ended_at.gt(since));
    visits::table
        .inner_join(reservations::table.on(reservation))
        .filter(reservations::spot_id.eq(spot_id).and(reservations::id.ne(reservation_id)))
        .filter(visits::ended_at.is_null().or(is_overdue))
        .order(visits::id.desc())
        .select(Visit::as_select())
        .first(conn)
        .optional()
}

/// Returns whether visits of a site have ended at their bound after `since` without a departure.
pub fn is_any_at(
    conn: &mut PgConnection,
    site_id: SiteId,
    since: DateTime<Utc>,
) -> QueryResult<bool> {
    let overdue = visits::table
        .filter(visits::site_id.eq(site_id).and(visits::end_reason.eq(EndReason::Bound)))
        .filter(visits::departed_at.is_null().and(visits::ended_at.gt(since)));
    diesel::select(exists(overdue)).get_result(conn)
}
