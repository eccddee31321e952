//! Figures of a city by day: utilization of the spots, and movements in the ledger.

use chrono::NaiveDate;
use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Uuid as SqlUuid},
};

use crate::platform::domain::ids::CityId;

/// A day of a city, from midnight to midnight in its time zone.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Day {
    #[diesel(sql_type = Date)]
    pub date: NaiveDate,
    /// Length of the day in seconds: 23 or 25 hours when the clocks change.
    #[diesel(sql_type = BigInt)]
    pub seconds: i64,
    /// Reserved seconds on this day, summed over all spots.
    #[diesel(sql_type = BigInt)]
    pub reserved_seconds: i64,
    /// Spots that were in service for any part of the day.
    #[diesel(sql_type = BigInt)]
    pub in_service_spots: i64,
    /// Stays that began on this day.
    #[diesel(sql_type = BigInt)]
    pub reservations: i64,
    /// Amount billed on this day, in minor units.
    #[diesel(sql_type = BigInt)]
    pub billed_minor: i64,
    /// Amount collected on this day, for stays of any day, in minor units.
    #[diesel(sql_type = BigInt)]
    pub collected_minor: i64,
    /// Amount refunded on this day, less failed refunds, in minor units.
    #[diesel(sql_type = BigInt)]
    pub refunded_minor: i64,
}

/// Returns every day from `from` to `to`, both inclusive. Confirmed and completed stays count; each
/// day counts its own part of them.
///
/// Stays are grouped by first and last day in one pass (`width_bucket` finds the day of an instant
/// faster than a time zone conversion) and then joined to the days; each day counts the time
/// between its own midnights. The time during which a spot was retired and later reinstated is not
/// known.
pub fn of_city(
    conn: &mut PgConnection,
    city: CityId,
    from: NaiveDate,
    to: NaiveDate,
) -> QueryResult<Vec<Day>> {
    sql_query(
        "with city as (select id, time_zone from cities where id = $1), \
         days as ( \
             select row_number() over (order by d) as n, d::date as date, d at time zone \
             time_zone as starts_at, \
                 (d + interval '1 day') at time zone time_zone as ends_at \
             from city, generate_series($2::timestamp, $3::timestamp, interval '1 day') d), \
         span as materialized ( \
             select min(starts_at) as starts_at, max(ends_at) as ends_at, array_agg(starts_at \
             order by n) || max(ends_at) as marks from days), \
         stays as ( \
             select width_bucket(lower(r.period), span.marks) as first, \
             width_bucket(upper(r.period) - interval '1 second', span.marks) as last, \
                 count(*) as count, sum(lower(r.period) - span.starts_at) as starts, \
                 sum(upper(r.period) - span.starts_at) as ends \
             from span, reservations r \
             where r.city_id = $1 and r.status in ('confirmed', 'completed') \
                 and upper(r.period) > span.starts_at and lower(r.period) < span.ends_at \
             group by 1, 2), \
         reserved as ( \
             select d.n, sum(s.count) filter (where s.first = d.n) as begun, extract(epoch from \
             sum( \
                 case when s.last = d.n then s.ends else s.count * (d.ends_at - span.starts_at) \
                 end \
                     - case when s.first = d.n then s.starts else s.count * (d.starts_at - \
                     span.starts_at) end)) as seconds \
             from span, days d join stays s on d.n between s.first and s.last group by d.n), \
         lives as ( \
             select (s.created_at at time zone c.time_zone)::date as born, (s.retired_at at time \
             zone c.time_zone)::date as died \
             from spots s join city c on c.id = s.city_id), \
         steps as ( \
             select greatest(born, $2) as date, 1 as step from lives where born <= $3 \
             union all \
             select greatest(died + 1, $2), -1 from lives where born <= $3 and died < $3), \
         spots_by as materialized (select date, sum(step) as step from steps group by date), \
         books as ( \
             select (l.at at time zone c.time_zone)::date as date, sum(l.amount_minor) filter \
             (where l.kind in ('bill', 'carry_over')) as billed, \
                 sum(l.amount_minor) filter (where l.kind = 'collect') as collected, \
                 sum(case l.kind when 'refund' then l.amount_minor when 'refund_failed' then \
                 -l.amount_minor end) as refunded \
             from ledger_entries l join city c on c.id = l.city_id, span \
             where l.at >= span.starts_at and l.at < span.ends_at group by 1) \
         select d.date, extract(epoch from d.ends_at - d.starts_at)::bigint as seconds, \
             coalesce(r.seconds, 0)::bigint as reserved_seconds, \
             coalesce((select sum(s.step) from spots_by s where s.date <= d.date), 0)::bigint as \
             in_service_spots, \
             coalesce(r.begun, 0)::bigint as reservations, coalesce(b.billed, 0)::bigint as \
             billed_minor, \
             coalesce(b.collected, 0)::bigint as collected_minor, coalesce(b.refunded, 0)::bigint \
             as refunded_minor \
         from days d left join reserved r on r.n = d.n left join books b on b.date = d.date order \
         by d.date",
    )
    .bind::<SqlUuid, _>(city)
    .bind::<Date, _>(from)
    .bind::<Date, _>(to)
    .load(conn)
}
