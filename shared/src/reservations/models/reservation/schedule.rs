//! Reservations of a spot in time: those that block it, the next one, and those that are overdue.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, not, sql},
    prelude::*,
    sql_types::Bool,
};

use super::Reservation;
use crate::{
    places::models::closure,
    platform::{
        db::{
            functions::{period_end, period_start},
            prepared::Prepared,
            schema::{reservations, visits},
        },
        domain::{ids::SpotId, period::Period},
    },
    reservations::domain::status::Status,
};

impl Reservation {
    /// Returns the reservations that block these spots in any part of a period, by spot and time.
    pub fn overlapping(
        conn: &mut PgConnection,
        spots: &[SpotId],
        period: Period,
    ) -> QueryResult<Vec<Self>> {
        reservations::table
            .filter(reservations::spot_id.eq_any(spots))
            .filter(sql::<Bool>("status in ('held', 'confirmed')"))
            .filter(period_end(reservations::period).gt(period.starts_at()))
            .filter(period_start(reservations::period).lt(period.ends_at()))
            .order((reservations::spot_id, period_start(reservations::period)))
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the start of the next closure of the spot, or of the buffer before its next
    /// reservation, at or after the end of this reservation. Holds that have expired at `now` do
    /// not count.
    pub fn next_start(
        &self,
        conn: &mut PgConnection,
        buffer: TimeDelta,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<DateTime<Utc>>> {
        let closed = closure::next_start(conn, self.spot_id, self.period.ends_at())?;
        let reserved = self.next_reserved(conn, now)?;
        let reserved = reserved.map(|start| (start - buffer).max(self.period.ends_at()));
        Ok(closed.into_iter().chain(reserved).min())
    }

    fn next_reserved(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<DateTime<Utc>>> {
        let is_live = reservations::status
            .eq(Status::Confirmed)
            .or(reservations::hold_expires_at.assume_not_null().gt(now));
        let next = reservations::table
            .filter(reservations::spot_id.eq(self.spot_id).and(reservations::id.ne(self.id)))
            // A literal, so that the planner matches the predicate of the index
            // reservations_blocking_idx.
            .filter(sql::<Bool>("status in ('held', 'confirmed')"))
            .filter(period_end(reservations::period).gt(self.period.ends_at()).and(is_live))
            .order(period_start(reservations::period))
            .select(period_start(reservations::period))
            .limit(1);
        Prepared(next).get_result(conn).optional()
    }

    /// Returns the first reservation of a spot that begins at `after` or later and without a
    /// visit. Holds that have expired count: expire them first.
    pub fn next_booking_on(
        conn: &mut PgConnection,
        spot_id: SpotId,
        after: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let visit = visits::table.filter(
            visits::reservation_id
                .eq(reservations::id)
                .and(visits::city_id.eq(reservations::city_id)),
        );
        let next = reservations::table
            .filter(reservations::spot_id.eq(spot_id))
            .filter(sql::<Bool>("status in ('held', 'confirmed')"))
            // The index reservations_blocking_idx is on the end, which is later than the start.
            .filter(period_end(reservations::period).gt(after))
            .filter(period_start(reservations::period).ge(after))
            .filter(not(exists(visit)))
            .order(period_start(reservations::period))
            .select(Self::as_select())
            .limit(1);
        Prepared(next).get_result(conn).optional()
    }

    /// Returns the holds that have expired at `now`, on one spot or on all.
    pub fn overdue_holds(
        conn: &mut PgConnection,
        spot: Option<SpotId>,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let mut query = reservations::table
            .filter(
                reservations::status.eq(Status::Held).and(reservations::hold_expires_at.le(now)),
            )
            .select(Self::as_select())
            .limit(1_000)
            .into_boxed();
        if let Some(spot_id) = spot {
            query = query.filter(reservations::spot_id.eq(spot_id));
        }
        query.load(conn)
    }

    /// Returns the confirmed stays whose end is not after `now`.
    pub fn overdue_ends(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Self>> {
        reservations::table
            .filter(
                reservations::status
                    .eq(Status::Confirmed)
                    .and(period_end(reservations::period).le(now)),
            )
            .select(Self::as_select())
            .limit(1_000)
            .load(conn)
    }
}
