//! The open visit of a reservation, which its driver ends by leaving.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::platform::{
    db::schema::visits,
    domain::ids::{ReservationId, SiteId},
};

/// Returns the site at which the vehicle of a reservation is; `None` without an open visit.
pub fn site_of_open_visit(
    conn: &mut PgConnection,
    id: ReservationId,
) -> QueryResult<Option<SiteId>> {
    visits::table
        .filter(visits::reservation_id.eq(id).and(visits::ended_at.is_null()))
        .select(visits::site_id)
        .first(conn)
        .optional()
}

/// Returns the time at which the vehicle of a reservation arrived; `None` without an open visit.
pub fn arrival_of_open_visit(
    conn: &mut PgConnection,
    id: ReservationId,
) -> QueryResult<Option<DateTime<Utc>>> {
    visits::table
        .filter(visits::reservation_id.eq(id).and(visits::ended_at.is_null()))
        .select(visits::arrived_at)
        .first(conn)
        .optional()
}
