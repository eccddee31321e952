//! Counts of prices and reservations that a guard-rail limited or refused, by zone and local day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Text, Timestamptz, Uuid as SqlUuid},
};

use crate::{
    platform::domain::ids::{CityId, ZoneId},
    pricing::domain::guard_rail::GuardRail,
};

/// The count of a zone in a period.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct ZoneCount {
    #[diesel(sql_type = Text)]
    pub guard_rail: GuardRail,
    #[diesel(sql_type = SqlUuid)]
    pub zone_id: ZoneId,
    #[diesel(sql_type = Text)]
    pub street: String,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

/// Adds 1 to the count of a guard-rail in a zone on the city's day of `now`.
///
/// Locks the row of the count until the transaction ends. Call it after all locks, and for several
/// guard-rails in the order of [`GuardRail`].
pub fn add(
    conn: &mut PgConnection,
    city_id: CityId,
    zone_id: ZoneId,
    guard_rail: GuardRail,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let query = sql_query(
        "insert into guard_rail_counts (city_id, zone_id, guard_rail, local_date, count) \
         select id, $2, $3, ($4 at time zone time_zone)::date, 1 from cities where id = $1 \
         on conflict (city_id, zone_id, guard_rail, local_date) \
         do update set count = guard_rail_counts.count + 1",
    );
    query
        .bind::<SqlUuid, _>(city_id)
        .bind::<SqlUuid, _>(zone_id)
        .bind::<Text, _>(guard_rail)
        .bind::<Timestamptz, _>(now)
        .execute(conn)
        .map(drop)
}

/// Returns the counts of the zones of a city from `from` to `to`, both inclusive, highest first.
/// Zones without a count are omitted.
pub fn of_city(
    conn: &mut PgConnection,
    city_id: CityId,
    from: NaiveDate,
    to: NaiveDate,
) -> QueryResult<Vec<ZoneCount>> {
    let query = sql_query(
        "select g.guard_rail, g.zone_id, z.street, sum(g.count)::bigint as count \
         from guard_rail_counts g join zones z on z.id = g.zone_id and z.city_id = g.city_id \
         where g.city_id = $1 and g.local_date between $2 and $3 \
         group by g.guard_rail, g.zone_id, z.street \
         order by count desc, z.street, g.zone_id",
    );
    query.bind::<SqlUuid, _>(city_id).bind::<Date, _>(from).bind::<Date, _>(to).load(conn)
}
