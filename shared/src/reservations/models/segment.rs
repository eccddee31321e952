//! Segments: the agreed parts of a stay.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::reservation::Reservation;
use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::{
        db::schema::segments,
        domain::{
            ids::{QuoteId, ReservationId, TariffVersionId},
            language::Language,
            money::Money,
            period::{Period, Range},
        },
    },
    pricing::{
        domain::{
            posted::PublishedVersion,
            price::rules_for_driver,
            stay_parts::{PartRate, StayPart, price_of_parts},
        },
        models::posted::versions_of,
    },
};

/// A part of a stay at the price that was accepted for it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = segments, check_for_backend(diesel::pg::Pg))]
pub struct Segment {
    pub id: Uuid,
    #[diesel(deserialize_as = Range)]
    pub agreed: Period,
    /// Remaining period, as stored.
    period: Option<Range>,
    /// Accepted hourly rate, in minor units. With a tariff only the first rate that is not zero.
    pub rate_minor_per_hour: i32,
    /// The tariff that prices the segment; `None` for a flat rate.
    pub tariff_version_id: Option<TariffVersionId>,
    /// The class that the tariff prices; `None` for a flat rate.
    pub vehicle_class: Option<VehicleClass>,
    /// The accepted quote, if there was one.
    pub quote_id: Option<QuoteId>,
    /// The driver's highest rate per hour, in minor units, if it lowered a rate.
    pub rate_cap_minor: Option<i32>,
}

/// The tariff that prices a segment.
#[derive(Debug, Clone)]
pub struct SegmentTariff {
    pub version: Arc<PublishedVersion>,
    /// The class that is priced.
    pub class: VehicleClass,
    /// The driver's highest rate per hour, in minor units, if the tariff has a higher one.
    pub rate_cap_minor: Option<i32>,
}

/// The price accepted with a new segment.
#[derive(Debug, Clone, Copy)]
pub struct SegmentPrice {
    pub rate_minor_per_hour: i32,
    /// `None` for a flat rate.
    pub tariff: Option<(TariffVersionId, VehicleClass)>,
    /// The driver's highest rate per hour, in minor units, if it lowered a rate.
    pub rate_cap_minor: Option<i32>,
    pub quote_id: Option<QuoteId>,
}

impl SegmentTariff {
    /// Returns the rules in words of a language, with the driver's highest rate.
    pub fn rules(&self, language: Language) -> String {
        let currency = self.version.tariff.document().currency;
        let cap = self.rate_cap_minor.map(|cap| Money::new(cap.into(), currency));
        rules_for_driver(&self.version.rules_in(language), cap, language)
    }
}

impl Segment {
    /// Returns the remaining period; `None` when the stay ends before the segment begins.
    pub fn period(&self) -> Option<Period> {
        self.period.and_then(Period::from_range)
    }

    /// Returns the tariff version and the class that it prices; `None` for a flat rate.
    pub fn tariff(&self) -> Option<(TariffVersionId, VehicleClass)> {
        self.tariff_version_id.zip(self.vehicle_class)
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
    price: &SegmentPrice,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let (version, class) = price.tariff.unzip();
    diesel::insert_into(segments::table)
        .values((
            segments::id.eq(Uuid::now_v7()),
            segments::city_id.eq(reservation.city_id),
            segments::reservation_id.eq(reservation.id),
            segments::revision.eq(reservation.revision),
            segments::agreed.eq(agreed.to_range()),
            segments::period.eq(agreed.to_range()),
            segments::rate_minor_per_hour.eq(price.rate_minor_per_hour),
            segments::tariff_version_id.eq(version),
            segments::vehicle_class.eq(class),
            segments::quote_id.eq(price.quote_id),
            segments::rate_cap_minor.eq(price.rate_cap_minor),
            segments::created_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// Removes the parts at or after `end`. Returns the price of the rest, at most the agreed one.
pub fn cut(
    conn: &mut PgConnection,
    reservation: &Reservation,
    end: DateTime<Utc>,
) -> QueryResult<Money> {
    keep(conn, reservation, |period| period.until(end))
}

/// Removes the parts before `start`. Returns the price of the rest, at most the agreed one.
pub fn begin_at(
    conn: &mut PgConnection,
    reservation: &Reservation,
    start: DateTime<Utc>,
) -> QueryResult<Money> {
    keep(conn, reservation, |period| Period::new(period.starts_at().max(start), period.ends_at()))
}

/// Shortens each segment to what `kept` returns. Returns the price of the rest, at most the agreed
/// one.
fn keep(
    conn: &mut PgConnection,
    reservation: &Reservation,
    kept: impl Fn(Period) -> Option<Period>,
) -> QueryResult<Money> {
    let mut segments = Segment::of_reservation(conn, reservation.id)?;
    for segment in &mut segments {
        let Some(period) = segment.period() else { continue };
        let rest = kept(period);
        if rest == Some(period) {
            continue;
        }
        segment.period = rest.map(Period::to_range);
        diesel::update(segments::table.find((segment.id, reservation.city_id)))
            .set(segments::period.eq(segment.period))
            .execute(conn)?;
    }
    let parts = parts(conn, &segments)?;
    Ok(price_of_parts(&parts, reservation.currency, Some(reservation.agreed_minor)).total)
}

/// Returns the remaining parts of a stay with the prices that were accepted for them.
///
/// # Errors
/// `NotFound` when the version of a segment is missing.
pub fn parts(conn: &mut PgConnection, segments: &[Segment]) -> QueryResult<Vec<StayPart>> {
    let ids: Vec<_> = segments.iter().filter_map(|segment| segment.tariff_version_id).collect();
    let versions = versions_of(conn, &ids)?;
    let remaining = segments.iter().filter_map(|segment| Some((segment, segment.period()?)));
    let parts = remaining.map(|(segment, period)| {
        let (rate_minor_per_hour, rate_cap_minor) =
            (segment.rate_minor_per_hour, segment.rate_cap_minor);
        let rate = match segment.tariff() {
            Some((id, class)) => {
                let version = Arc::clone(versions.get(&id).ok_or(diesel::NotFound)?);
                PartRate::Tariff { version, class, rate_cap_minor }
            }
            None => PartRate::Flat { rate_minor_per_hour, rate_cap_minor },
        };
        Ok(StayPart { period, rate })
    });
    parts.collect()
}

/// Returns the tariff of the newest segment of a reservation; `None` for a flat rate.
pub fn tariff_of(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<SegmentTariff>> {
    Ok(tariffs_of(conn, &[id])?.remove(&id))
}

/// Returns the tariffs of the newest segments of reservations, without the reservations at a flat
/// rate.
pub fn tariffs_of(
    conn: &mut PgConnection,
    ids: &[ReservationId],
) -> QueryResult<HashMap<ReservationId, SegmentTariff>> {
    let newest = segments::table
        .filter(segments::reservation_id.eq_any(ids).and(segments::period.is_not_null()))
        .order((segments::reservation_id, segments::revision.desc()))
        .distinct_on(segments::reservation_id)
        .select((segments::reservation_id, Segment::as_select()))
        .load::<(ReservationId, Segment)>(conn)?;
    let versions: Vec<_> =
        newest.iter().filter_map(|(_, segment)| segment.tariff_version_id).collect();
    let versions = versions_of(conn, &versions)?;
    let tariffs = newest.into_iter().filter_map(|(id, segment)| {
        let (version, class) = segment.tariff()?;
        let (version, rate_cap_minor) =
            (Arc::clone(versions.get(&version)?), segment.rate_cap_minor);
        Some((id, SegmentTariff { version, class, rate_cap_minor }))
    });
    Ok(tariffs.collect())
}

/// Returns the class for which a tariff was accepted; `None` if all segments have a flat rate.
pub fn priced_class(
    conn: &mut PgConnection,
    id: ReservationId,
) -> QueryResult<Option<VehicleClass>> {
    let priced = segments::table
        .filter(segments::reservation_id.eq(id).and(segments::vehicle_class.is_not_null()))
        .order(segments::revision.desc())
        .select(segments::vehicle_class)
        .first::<Option<VehicleClass>>(conn)
        .optional()?;
    Ok(priced.flatten())
}
