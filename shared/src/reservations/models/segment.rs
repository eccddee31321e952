//! Segments: the agreed parts of a stay.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::reservation::Reservation;
use crate::{
    platform::{
        db::schema::segments,
        domain::{
            ids::ReservationId,
            money::Money,
            period::{Period, Range},
        },
    },
    pricing::domain::price::{Piece, price_of},
};

/// A part of a stay at the rate that was accepted for it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = segments, check_for_backend(diesel::pg::Pg))]
pub struct Segment {
    pub id: Uuid,
    #[diesel(deserialize_as = Range)]
    pub agreed: Period,
    /// Remaining period, as stored.
    period: Option<Range>,
    /// Accepted hourly rate, in minor units.
    pub rate_minor_per_hour: i32,
}

impl Segment {
    /// Returns the remaining period; `None` when the stay ends before the segment begins.
    pub fn period(&self) -> Option<Period> {
        self.period.and_then(Period::from_range)
    }

    pub fn piece(&self) -> Piece {
        let seconds = self.period().map_or(0, Period::seconds);
        Piece { rate_minor_per_hour: self.rate_minor_per_hour, seconds }
    }

    /// Returns the segments of a reservation, in order of time.
    pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Vec<Self>> {
        let of_reservation = segments::table.filter(segments::reservation_id.eq(id));
        of_reservation.order(segments::revision).select(Self::as_select()).load(conn)
    }
}

/// Adds the segment that was accepted with the current revision of `reservation`.
pub fn add(
    conn: &mut PgConnection,
    reservation: &Reservation,
    agreed: Period,
    rate_minor_per_hour: i32,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(segments::table)
        .values((
            segments::id.eq(Uuid::now_v7()),
            segments::city_id.eq(reservation.city_id),
            segments::reservation_id.eq(reservation.id),
            segments::revision.eq(reservation.revision),
            segments::agreed.eq(agreed.to_range()),
            segments::period.eq(agreed.to_range()),
            segments::rate_minor_per_hour.eq(rate_minor_per_hour),
            segments::created_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// Removes the parts at or after `end`. Returns the price of the rest.
pub fn cut(
    conn: &mut PgConnection,
    reservation: &Reservation,
    end: DateTime<Utc>,
) -> QueryResult<Money> {
    let mut segments = Segment::of_reservation(conn, reservation.id)?;
    for segment in &mut segments {
        let Some(period) = segment.period().filter(|period| period.ends_at() > end) else {
            continue;
        };
        segment.period = period.until(end).map(Period::to_range);
        diesel::update(segments::table.find((segment.id, reservation.city_id)))
            .set(segments::period.eq(segment.period))
            .execute(conn)?;
    }
    Ok(price_of_all(&segments, reservation))
}

/// Returns the total price of the segments.
pub fn price(conn: &mut PgConnection, reservation: &Reservation) -> QueryResult<Money> {
    Ok(price_of_all(&Segment::of_reservation(conn, reservation.id)?, reservation))
}

fn price_of_all(segments: &[Segment], reservation: &Reservation) -> Money {
    let pieces: Vec<_> = segments.iter().map(Segment::piece).collect();
    price_of(&pieces, reservation.currency)
}
