//! Quotes: prices that were offered to drivers for a short time.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::to_json;
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::{
        db::{
            column::{Column, JsonColumn},
            schema::quotes,
        },
        domain::{
            ids::{CityId, QuoteId, ReservationId, SpotId, TariffVersionId, UserId},
            money::{Currency, Money},
            period::{Period, Range},
        },
    },
    pricing::domain::stay_parts::StayLine,
};

/// Retention of quotes that were not accepted, after their expiry.
const RETENTION: TimeDelta = TimeDelta::days(1);

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = quotes, check_for_backend(diesel::pg::Pg))]
pub struct Quote {
    pub id: QuoteId,
    pub city_id: CityId,
    pub spot_id: SpotId,
    /// The reservation to extend; `None` for a new one.
    pub reservation_id: Option<ReservationId>,
    pub vehicle_class: VehicleClass,
    /// The quoted time; of an extension, only the added time.
    #[diesel(deserialize_as = Range)]
    pub period: Period,
    /// `None` for a flat rate.
    pub tariff_version_id: Option<TariffVersionId>,
    /// Of a tariff, the rate of the first line that has one.
    pub rate_minor_per_hour: i32,
    #[diesel(deserialize_as = Column<Currency>)]
    pub currency: Currency,
    pub total_minor: i64,
    /// Parts of the price, which add up to the total.
    #[diesel(deserialize_as = JsonColumn<Vec<StayLine>>)]
    pub lines: Vec<StayLine>,
    /// Prices and rules in words.
    pub rules: String,
    pub created_at: DateTime<Utc>,
    /// Exclusive end of its validity.
    pub expires_at: DateTime<Utc>,
    /// `None` until it is accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The reservation that was made or extended by it.
    pub accepted_by: Option<ReservationId>,
    /// The driver's highest rate per hour, in minor units, if it lowered a rate.
    pub rate_cap_minor: Option<i32>,
    /// The driver with the cap, who alone may accept the quote; `None` without a cap.
    pub user_id: Option<UserId>,
}

/// A quote to insert.
#[derive(Debug, Clone)]
pub struct NewQuote<'a> {
    pub city_id: CityId,
    pub spot_id: SpotId,
    /// The reservation to extend; `None` for a new one.
    pub reservation_id: Option<ReservationId>,
    pub vehicle_class: VehicleClass,
    pub period: Period,
    /// `None` for a flat rate.
    pub tariff_version_id: Option<TariffVersionId>,
    pub rate_minor_per_hour: i32,
    /// The driver and the highest rate per hour, in minor units, if it lowered a rate.
    pub rate_cap: Option<(UserId, i32)>,
    pub total: Money,
    pub lines: &'a [StayLine],
    pub rules: &'a str,
    pub expires_at: DateTime<Utc>,
}

impl NewQuote<'_> {
    pub fn insert(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Quote> {
        let (user_id, rate_cap_minor) = self.rate_cap.unzip();
        let lines = to_json(self.lines)?;
        diesel::insert_into(quotes::table)
            .values((
                quotes::id.eq(QuoteId::new()),
                quotes::city_id.eq(self.city_id),
                quotes::spot_id.eq(self.spot_id),
                quotes::reservation_id.eq(self.reservation_id),
                quotes::vehicle_class.eq(self.vehicle_class),
                quotes::period.eq(self.period.to_range()),
                quotes::tariff_version_id.eq(self.tariff_version_id),
                quotes::rate_minor_per_hour.eq(self.rate_minor_per_hour),
                quotes::currency.eq(self.total.currency.code()),
                quotes::total_minor.eq(self.total.amount_minor),
                quotes::lines.eq(lines),
                quotes::rules.eq(self.rules),
                quotes::created_at.eq(now),
                quotes::expires_at.eq(self.expires_at),
                quotes::rate_cap_minor.eq(rate_cap_minor),
                quotes::user_id.eq(user_id),
            ))
            .returning(Quote::as_returning())
            .get_result(conn)
    }
}

impl Quote {
    pub fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }

    pub fn find(conn: &mut PgConnection, id: QuoteId) -> QueryResult<Self> {
        quotes::table.filter(quotes::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the quote and locks its row. Lock the spot and the reservation first.
    pub fn lock(conn: &mut PgConnection, id: QuoteId) -> QueryResult<Self> {
        quotes::table
            .filter(quotes::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Records the acceptance of a locked quote for a reservation.
    pub fn accept(
        &self,
        conn: &mut PgConnection,
        reservation_id: ReservationId,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(quotes::table.find((self.id, self.city_id)))
            .set((quotes::accepted_at.eq(now), quotes::accepted_by.eq(reservation_id)))
            .execute(conn)
            .map(drop)
    }
}

/// Deletes quotes that were not accepted and expired more than a day ago.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let expired = quotes::accepted_at.is_null().and(quotes::expires_at.lt(now - RETENTION));
    diesel::delete(quotes::table.filter(expired)).execute(conn).map(drop)
}
