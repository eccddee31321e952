//! Retention of visits: when a vehicle was where. Their reservations are kept, with the price.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Timestamptz},
};

/// Retention of visits after their end.
const VISITS: TimeDelta = TimeDelta::days(365);
/// Maximum number of visits that one call deletes.
const AT_ONCE: i64 = 1_000;

/// Deletes the visits that are past their retention. Those to which a newer command, event, reading
/// or incident refers are deleted after it.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let delete = sql_query(
        "delete from visits where (id, city_id) in ( \
             select v.id, v.city_id from visits v where v.ended_at < $1 \
                 and not exists (select from barrier_commands b \
                     where b.visit_id = v.id and b.city_id = v.city_id) \
                 and not exists (select from device_events e \
                     where e.visit_id = v.id and e.city_id = v.city_id) \
                 and not exists (select from plate_reads p \
                     where p.visit_id = v.id and p.city_id = v.city_id) \
                 and not exists (select from incidents i \
                     where i.visit_id = v.id and i.city_id = v.city_id) \
             limit $2)",
    );
    delete.bind::<Timestamptz, _>(now - VISITS).bind::<BigInt, _>(AT_ONCE).execute(conn).map(drop)
}
