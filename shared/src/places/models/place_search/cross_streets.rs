//! Streets that are known only as cross streets of zones.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Double, Nullable, Text},
};

use super::{
    PlaceSearch,
    matching::{distance, in_service, limit},
    ranges::{minimal, ranges},
    row::Row,
};
use crate::{places::domain::place_name::TypedName, platform::db::prepared::Prepared};

/// Number of ends of zones that a form of the text may select, so that a single letter is fast too.
const MAX_ENDS: u32 = 4_000;

/// Returns the cross streets without a zone in service whose name begins with the text, perhaps
/// after a direction: one row for each street of a city, at the end of the nearest zone in service.
/// The direction of a kerb is not always known. Four times as many streets as needed are ranked
/// before their zones are read.
pub(super) fn find(
    conn: &mut PgConnection,
    typed: &TypedName,
    search: &PlaceSearch,
) -> QueryResult<Vec<Row>> {
    let distance = distance("e.middle_lat", "e.middle_lng");
    let (of_end, of_street) = (in_service("e"), in_service("o"));
    // `offset 0` keeps the subqueries apart, because the planner does not know the number of names.
    let statement = format!(
        "select n.city_id::text || '/' || n.search as id, e.name, c.name as detail, \
             st_y(p.point) as lat, st_x(p.point) as lng, n.city_id, null::uuid as site_id, \
             null::uuid as zone_id, null::uuid as spot_id, n.rank \
         from (select n.*, (case when n.search = any ($5) then 0 when n.search || ' ' like any \
                 ($6) then 1 else 2 end)::double precision as rank \
             from (select e.city_id, e.search, min({distance}) as distance \
                 from unnest($3, $4) as r (low, high) cross join lateral (\
                     select z.city_id, z.from_search as search, z.middle_lat, z.middle_lng \
                     from zones z where z.site_id is null and z.from_search ~>=~ r.low \
                         and z.from_search ~<~ r.high \
                     union all select z.city_id, z.to_search, z.middle_lat, z.middle_lng \
                     from zones z where z.site_id is null and z.to_search ~>=~ r.low \
                         and z.to_search ~<~ r.high \
                     limit {MAX_ENDS}) e \
                 group by e.city_id, e.search) n \
             order by rank, n.distance, n.search limit $7 * 4) n \
         join cities c on c.id = n.city_id \
         cross join lateral (select e.id, e.name, e.is_end, {distance} as distance \
             from (select z.id, z.city_id, z.from_street as name, false as is_end, z.middle_lat, \
                     z.middle_lng \
                 from zones z where z.site_id is null and z.city_id = n.city_id \
                     and z.from_search = n.search \
                 union all select z.id, z.city_id, z.to_street, true, z.middle_lat, z.middle_lng \
                 from zones z where z.site_id is null and z.city_id = n.city_id \
                     and z.to_search = n.search \
                 offset 0) e \
             where {of_end} order by distance, e.id limit 1) e \
         join zones z on z.id = e.id and z.city_id = n.city_id \
         cross join lateral (select case when e.is_end then st_endpoint(z.line::geometry) \
             else st_startpoint(z.line::geometry) end as point offset 0) p \
         where not exists (select from zones o where o.city_id = n.city_id \
             and o.street_search = n.search and o.site_id is null and {of_street} offset 0) \
         order by n.rank, e.distance, e.name limit $7"
    );
    let (low, high) = ranges(&minimal(&typed.beginnings()));
    let near = search.near;
    let query = sql_query(statement)
        .bind::<Nullable<Double>, _>(near.map(|near| near.lat))
        .bind::<Nullable<Double>, _>(near.map(|near| near.lng))
        .bind::<Array<Text>, _>(low)
        .bind::<Array<Text>, _>(high)
        .bind::<Array<Text>, _>(typed.exact())
        .bind::<Array<Text>, _>(typed.whole_words())
        .bind::<BigInt, _>(limit(search));
    Prepared(query).load(conn)
}
