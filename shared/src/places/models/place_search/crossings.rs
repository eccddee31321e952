//! Crossings of two streets, by the cross streets of zones, or else by zones that meet.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Double, Nullable, Text},
};

use super::{
    PlaceSearch,
    matching::{distance, in_service, limit},
    row::Row,
};
use crate::places::domain::place_name::TypedName;

/// Ends of zones whose street and cross street are the two typed ones.
const BY_NAME: &str = "select z.id, z.city_id, z.line::geometry as line, e.point, \
         z.street as street, z.street_search, e.name as cross_street, e.search as cross_search, \
         {distance} as distance \
     from zones z cross join lateral (values \
         (z.from_street, z.from_search, st_startpoint(z.line::geometry)), \
         (z.to_street, z.to_search, st_endpoint(z.line::geometry))) as e (name, search, point) \
     where z.site_id is null and (z.street_search like any ($3) or z.street_search like any ($4)) \
         and (z.street_search like any ($3) and e.search like any ($4) \
             or z.street_search like any ($4) and e.search like any ($3)) \
         and e.search not in ('', z.street_search) and {in_service}";

/// Zones of the first street with a zone of the second one within 40 m, for data without cross
/// streets. Only the nearest zones are examined; 0.0006 degrees of longitude are 40 m up to a
/// latitude of 53 degrees, and further north the streets must be closer.
const BY_DISTANCE: &str = "select z.id, z.city_id, z.line, st_closestpoint(z.line, \
         o.line::geometry) as point, z.street, z.street_search, o.street as cross_street, \
         o.street_search as cross_search, z.distance \
     from (select z.id, z.city_id, z.line::geometry as line, z.street, z.street_search, \
         {distance} as distance \
         from zones z where z.site_id is null and z.street_search like any ($3) and {in_service} \
         order by distance, z.id limit 400) z \
     join zones o on o.city_id = z.city_id and o.site_id is null \
         and o.street_search like any ($4) and o.street_search <> z.street_search \
         and o.line::geometry && st_expand(z.line, 0.0006) \
         and st_dwithin(o.line, z.line::geography, 40)";

/// Returns one row for each pair of streets in a city, at the crossing that is nearest to the
/// position.
pub(super) fn find(
    conn: &mut PgConnection,
    first: &TypedName,
    second: &TypedName,
    search: &PlaceSearch,
) -> QueryResult<Vec<Row>> {
    let by_name = load(conn, BY_NAME, first, second, search)?;
    if by_name.is_empty() { load(conn, BY_DISTANCE, first, second, search) } else { Ok(by_name) }
}

/// Runs the statement around a query of ends. The position is the point of the kerb that is
/// nearest to a kerb of the cross street, if there is one within 0.001 degrees; else the end of the
/// kerb, although the direction of a kerb is not always known.
fn load(
    conn: &mut PgConnection,
    ends: &str,
    first: &TypedName,
    second: &TypedName,
    search: &PlaceSearch,
) -> QueryResult<Vec<Row>> {
    let ends = ends
        .replace("{distance}", &distance("z.middle_lat", "z.middle_lng"))
        .replace("{in_service}", &in_service("z"));
    let statement = format!(
        "select k.city_id::text || '/' || k.pair as id, case when k.street_search like any ($3) \
             then k.street || ' & ' || k.cross_street else k.cross_street || ' & ' || k.street \
             end as name, c.name as detail, st_y(coalesce(o.point, k.point)) as lat, \
             st_x(coalesce(o.point, k.point)) as lng, k.city_id, null::uuid as site_id, \
             null::uuid as zone_id, null::uuid as spot_id, k.rank \
         from (select * from (select distinct on (e.city_id, e.pair) e.* \
             from (select e.*, least(e.street_search, e.cross_search) || ' & ' || \
                 greatest(e.street_search, e.cross_search) as pair, \
                 (case when e.street_search || ' ' like any ($5) and e.cross_search || ' ' like \
                     any ($6) or e.street_search || ' ' like any ($6) and e.cross_search || ' ' \
                     like any ($5) then 0 else 1 end)::double precision as rank \
                 from ({ends}) e) e \
             order by e.city_id, e.pair, e.distance, e.id) k \
             order by k.rank, k.distance, k.pair limit $7) k \
         join cities c on c.id = k.city_id \
         left join lateral (select st_closestpoint(k.line, o.line::geometry) as point \
             from zones o \
             where o.city_id = k.city_id and o.site_id is null \
                 and o.street_search = k.cross_search \
                 and o.line::geometry && st_expand(k.line, 0.001) \
             order by st_distance(o.line::geometry, k.line), o.id limit 1) o on true \
         order by k.rank, k.distance, k.pair"
    );
    sql_query(statement)
        .bind::<Nullable<Double>, _>(search.near.map(|near| near.lat))
        .bind::<Nullable<Double>, _>(search.near.map(|near| near.lng))
        .bind::<Array<Text>, _>(first.beginnings())
        .bind::<Array<Text>, _>(second.beginnings())
        .bind::<Array<Text>, _>(first.whole_words())
        .bind::<Array<Text>, _>(second.whole_words())
        .bind::<BigInt, _>(limit(search))
        .load(conn)
}
