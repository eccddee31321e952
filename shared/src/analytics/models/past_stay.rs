//! Completed stays with the prices that were accepted for them.

use std::collections::HashMap;

use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{self, Array, BigInt, Nullable, Text, Timestamptz},
};

use super::tariff_spot::TariffSpot;
use crate::{
    analytics::domain::replay::AcceptedStay,
    identity::domain::vehicle::VehicleClass,
    platform::{
        db::schema::segments,
        domain::{
            ids::{ReservationId, SpotId, ZoneId},
            period::Period,
        },
    },
    pricing::{domain::stay_parts::StayPart, models::tariff::TariffRecord},
    reservations::models::segment::{self, Segment},
};

#[derive(Debug, Clone)]
pub struct PastStay {
    pub zone_id: ZoneId,
    pub street: String,
    pub accepted: AcceptedStay,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: ReservationId,
    #[diesel(sql_type = sql_types::Uuid)]
    zone_id: ZoneId,
    #[diesel(sql_type = Text)]
    street: String,
    #[diesel(sql_type = BigInt)]
    agreed_minor: i64,
    #[diesel(sql_type = Nullable<Text>)]
    vehicle_class: Option<VehicleClass>,
}

impl PastStay {
    /// Returns the completed stays that began in a period, with a segment of the tariff, or on one
    /// of the spots with a class to which the tariff applies there. The class is that of
    /// [`ReplayFigures::of`](crate::analytics::domain::replay::ReplayFigures::of).
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff: &TariffRecord,
        spots: &[TariffSpot],
        period: Period,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let (ids, classes): (Vec<SpotId>, Vec<VehicleClass>) = spots
            .iter()
            .flat_map(|spot| spot.vehicle_classes.iter().map(|class| (spot.id, *class)))
            .unzip();
        let rows: Vec<Row> = sql_query(
            "select r.id, s.zone_id, z.street, r.agreed_minor, v.class as vehicle_class \
             from reservations r join spots s on s.id = r.spot_id and s.city_id = r.city_id \
                 join zones z on z.id = s.zone_id and z.city_id = s.city_id \
                 left join reservation_vehicles v on v.reservation_id = r.id \
                     and v.city_id = r.city_id and v.replaced_at is null \
                 left join lateral ( \
                     select g.vehicle_class as class from segments g \
                     where g.reservation_id = r.id and g.city_id = r.city_id \
                         and g.period is not null \
                     order by g.revision desc limit 1) p on true \
             where r.city_id = $1 and r.status = 'completed' \
                 and lower(r.period) >= $2 and lower(r.period) < $3 \
                 and ((r.spot_id, coalesce(p.class, v.class, 'car')) in ( \
                     select * from unnest($4, $5)) or exists ( \
                     select from segments g join tariff_versions t \
                         on t.id = g.tariff_version_id and t.city_id = g.city_id \
                     where g.reservation_id = r.id and g.city_id = r.city_id \
                         and t.tariff_id = $6)) \
             limit $7",
        )
        .bind::<sql_types::Uuid, _>(tariff.city_id)
        .bind::<Timestamptz, _>(period.starts_at())
        .bind::<Timestamptz, _>(period.ends_at())
        .bind::<Array<sql_types::Uuid>, _>(ids)
        .bind::<Array<Text>, _>(classes)
        .bind::<sql_types::Uuid, _>(tariff.id)
        .bind::<BigInt, _>(limit)
        .load(conn)?;
        let ids: Vec<ReservationId> = rows.iter().map(|row| row.id).collect();
        let mut parts = parts_of(conn, &ids)?;
        let stays = rows.into_iter().map(|row| PastStay {
            zone_id: row.zone_id,
            street: row.street,
            accepted: AcceptedStay {
                parts: parts.remove(&row.id).unwrap_or_default(),
                agreed_minor: row.agreed_minor,
                vehicle_class: row.vehicle_class,
            },
        });
        Ok(stays.collect())
    }
}

/// Returns the remaining parts of each reservation, in order of time.
fn parts_of(
    conn: &mut PgConnection,
    ids: &[ReservationId],
) -> QueryResult<HashMap<ReservationId, Vec<StayPart>>> {
    let found: Vec<(ReservationId, Segment)> = segments::table
        .filter(segments::reservation_id.eq_any(ids).and(segments::period.is_not_null()))
        .order((segments::reservation_id, segments::revision))
        .select((segments::reservation_id, Segment::as_select()))
        .load(conn)?;
    // Only a segment with a remaining period has a part, so both lists have the same order.
    let remaining = found.into_iter().filter(|(_, segment)| segment.period().is_some());
    let (owners, segments): (Vec<ReservationId>, Vec<Segment>) = remaining.unzip();
    let mut parts: HashMap<ReservationId, Vec<StayPart>> = HashMap::new();
    for (id, part) in owners.into_iter().zip(segment::parts(conn, &segments)?) {
        parts.entry(id).or_default().push(part);
    }
    Ok(parts)
}
