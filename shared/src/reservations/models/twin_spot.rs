//! Spots that are as good as another one: of the same zone, kind and price.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Integer, Text, Timestamptz, Uuid as SqlUuid},
};

use crate::{
    places::models::spot::Spot,
    platform::{
        db::prepared::Prepared,
        domain::{ids::SpotId, period::Period},
    },
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: SpotId,
}

/// A spot without a closure or a live reservation in the period, of the zone, the attributes and
/// the rate of spot $6. A tariff of a single spot makes it unlike the others.
const SQL: &str = "select s.id from spots s \
     where s.city_id = $1 and s.zone_id = $2 and s.retired_at is null \
         and s.rate_minor_per_hour = $3 and s.attributes @> $4 and s.attributes <@ $4 \
         and (s.id = $6 and $5 or s.id <> $6 and not exists ( \
             select from tariff_assignments a \
             where a.city_id = s.city_id and a.spot_id in (s.id, $6))) \
         and not exists (select from reservations r \
             where r.city_id = s.city_id and r.spot_id = s.id \
                 and r.status in ('held', 'confirmed') and r.period && tstzrange($7, $8) \
                 and (r.status = 'confirmed' or r.hold_expires_at > $9)) \
         and not exists (select from closures k \
             where k.city_id = s.city_id and (k.spot_id = s.id or k.zone_id = s.zone_id) \
                 and k.ended_at is null and k.period && tstzrange($7, $8)) \
     order by s.id = $6 desc, s.id limit 1 for no key update of s skip locked";

/// Returns a spot that is free in the period and as good as `spot`, locked: `spot` itself before
/// others, if it is included. Spots that another transaction has locked are skipped, so that this
/// never waits. Holds that have expired at `now` do not count; expire them before the spot is
/// reserved.
///
/// Another transaction may have reserved the spot after this statement began, so that the
/// constraint `reservations_no_overlap` has the last word.
pub fn lock_free_twin(
    conn: &mut PgConnection,
    spot: &Spot,
    period: Period,
    includes_itself: bool,
    now: DateTime<Utc>,
) -> QueryResult<Option<Spot>> {
    let query = sql_query(SQL)
        .bind::<SqlUuid, _>(spot.city_id)
        .bind::<SqlUuid, _>(spot.zone_id)
        .bind::<Integer, _>(spot.rate_minor_per_hour)
        .bind::<Array<Text>, _>(&spot.attributes)
        .bind::<Bool, _>(includes_itself)
        .bind::<SqlUuid, _>(spot.id)
        .bind::<Timestamptz, _>(period.starts_at())
        .bind::<Timestamptz, _>(period.ends_at())
        .bind::<Timestamptz, _>(now);
    let found: Option<Row> = Prepared(query).get_result(conn).optional()?;
    found.map(|row| Spot::find(conn, row.id)).transpose()
}

/// Returns the spots with the price of `spot`, itself included: those of its zone with its rate,
/// unless they or `spot` have a tariff of their own.
pub fn with_same_price(conn: &mut PgConnection, spot: &Spot) -> QueryResult<Vec<SpotId>> {
    let query = sql_query(
        "select s.id from spots s where s.city_id = $1 and s.zone_id = $2 \
             and s.rate_minor_per_hour = $3 and (s.id = $4 or not exists ( \
                 select from tariff_assignments a \
                 where a.city_id = s.city_id and a.spot_id in (s.id, $4)))",
    );
    let query = query
        .bind::<SqlUuid, _>(spot.city_id)
        .bind::<SqlUuid, _>(spot.zone_id)
        .bind::<Integer, _>(spot.rate_minor_per_hour)
        .bind::<SqlUuid, _>(spot.id);
    let rows: Vec<Row> = Prepared(query).load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
