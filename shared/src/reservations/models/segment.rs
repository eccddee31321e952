//! Segments: what was agreed about a stay, piece by piece.

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
    /// What is left of it, in the database's words.
    period: Option<Range>,
    /// The rate that was accepted, in minor units an hour.
    pub rate_minor_per_hour: i32,
}

impl Segment {
    /// What is left of it; `None` when the stay ends before it begins.
    pub fn period(&self) -> Option<Period> {
        self.period.and_then(Period::from_range)
    }

    pub fn piece(&self) -> Piece {
        let seconds = self.period().map_or(0, Period::seconds);
        Piece { rate_minor_per_hour: self.rate_minor_per_hour, seconds }
    }

    /// What a reservation consists of, in order of time.
    pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Vec<Self>> {
        let of_reservation = segments::table.filter(segments::reservation_id.eq(id));
        of_reservation.order(segments::revision).select(Self::as_select()).load(conn)
    }
}

/// Adds what was accepted with the present revision of `reservation`.
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

/// Gives up whatever lies at or after `end`. Answers with what the rest costs.
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

/// What the segments cost together.
pub fn price(conn: &mut PgConnection, reservation: &Reservation) -> QueryResult<Money> {
    Ok(price_of_all(&Segment::of_reservation(conn, reservation.id)?, reservation))
}

fn price_of_all(segments: &[Segment], reservation: &Reservation) -> Money {
    let pieces: Vec<_> = segments.iter().map(Segment::piece).collect();
    price_of(&pieces, reservation.currency)
}
