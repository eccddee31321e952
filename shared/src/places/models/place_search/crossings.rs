//! Crossings of two streets, by the cross streets of zones, or else by zones that meet.
//!
//! The planner does not know how many names a condition with parameters matches. So the statements
//! fix the order of the work: `offset 0` keeps a subquery from being merged into the outer one.

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
use crate::{
    places::domain::place_name::{DIRECTIONS, TypedName},
    platform::db::prepared::Prepared,
};

/// Ends of zones whose street is in a range while the cross street matches the other name, or the
/// reverse.
const BY_NAME: &str = "select e.id, e.city_id, e.street, e.street_search, e.cross_street, \
         e.cross_search, e.is_end, {distance} as distance \
     from unnest($4, $5) as r (low, high) cross join lateral (\
         select z.id, z.city_id, z.street, z.street_search, c.name as cross_street, c.search as \
             cross_search, c.is_end, c.search as other, z.middle_lat, z.middle_lng \
         from zones z cross join lateral (values (z.from_street, z.from_search, false), \
             (z.to_street, z.to_search, true)) as c (name, search, is_end) \
         where z.site_id is null and z.street_search ~>=~ r.low and z.street_search ~<~ r.high \
         union all select z.id, z.city_id, z.street, z.street_search, z.from_street, \
             z.from_search, false, z.street_search, z.middle_lat, z.middle_lng \
         from zones z \
         where z.site_id is null and z.from_search ~>=~ r.low and z.from_search ~<~ r.high \
         union all select z.id, z.city_id, z.street, z.street_search, z.to_street, z.to_search, \
             true, z.street_search, z.middle_lat, z.middle_lng \
         from zones z \
         where z.site_id is null and z.to_search ~>=~ r.low and z.to_search ~<~ r.high \
         offset 0) e \
     where e.other like any ($6) and e.cross_search not in ('', e.street_search) and {in_service}";

/// Zones of the first street with a zone of the second one within 40 m, for data without cross
/// streets. Only the nearest zones are examined; 0.0006 degrees of longitude are 40 m up to a
/// latitude of 53 degrees, and further north the streets must be closer.
const BY_DISTANCE: &str = "select e.id, e.city_id, e.street, e.street_search, o.street as \
         cross_street, o.street_search as cross_search, false as is_end, e.distance \
     from (select e.*, {distance} as distance \
         from unnest($4, $5) as r (low, high) cross join lateral (\
             select z.id, z.city_id, z.street, z.street_search, z.line, z.middle_lat, \
                 z.middle_lng \
             from zones z \
             where z.site_id is null and z.street_search ~>=~ r.low and z.street_search ~<~ r.high \
             offset 0) e \
         where {in_service} order by distance, e.id limit 400) e \
     join zones o on o.city_id = e.city_id and o.site_id is null \
         and o.street_search like any ($6) and o.street_search <> e.street_search \
         and o.line::geometry && st_expand(e.line::geometry, 0.0006) \
         and st_dwithin(o.line, e.line, 40)";

/// Returns one row for each pair of streets in a city, at the crossing that is nearest to the
/// position.
pub(super) fn find(
    conn: &mut PgConnection,
    first: &TypedName,
    second: &TypedName,
    search: &PlaceSearch,
) -> QueryResult<Vec<Row>> {
    let crossing = Crossing { first, second, search };
    // All zones at the streets of one name are read: the more precise name has fewer.
    let (precise, other) =
        if min_chars(second) > min_chars(first) { (second, first) } else { (first, second) };
    let by_name = crossing.load(conn, BY_NAME, precise, other)?;
    if by_name.is_empty() { crossing.load(conn, BY_DISTANCE, first, second) } else { Ok(by_name) }
}

/// Returns the length of the shortest name that the text may stand for, in characters, or 0 for a
/// direction, with which the most names begin.
fn min_chars(typed: &TypedName) -> usize {
    if DIRECTIONS.contains(&typed.normalized()) {
        return 0;
    }
    typed.exact().iter().map(|name| name.chars().count()).min().unwrap_or_default()
}

struct Crossing<'a> {
    first: &'a TypedName,
    second: &'a TypedName,
    search: &'a PlaceSearch,
}

impl Crossing<'_> {
    /// Runs the statement around a query of ends, whose zones are found by the ranges of `in_range`
    /// and the patterns of `other`. The position is the point of the kerb that is nearest to a kerb
    /// of the cross street, if there is one within 0.001 degrees; else the end of the kerb,
    /// although the direction of a kerb is not always known.
    fn load(
        &self,
        conn: &mut PgConnection,
        ends: &str,
        in_range: &TypedName,
        other: &TypedName,
    ) -> QueryResult<Vec<Row>> {
        let ends = ends
            .replace("{distance}", &distance("e.middle_lat", "e.middle_lng"))
            .replace("{in_service}", &in_service("e"));
        // The pairs are sorted bytewise, which is faster than by language.
        let statement = format!(
            "select k.city_id::text || '/' || k.pair as id, case when k.street_search like any \
                 ($3) then k.street || ' & ' || k.cross_street else k.cross_street || ' & ' || \
                 k.street end as name, c.name as detail, st_y(p.point) as lat, st_x(p.point) as \
                 lng, k.city_id, null::uuid as site_id, null::uuid as zone_id, null::uuid as \
                 spot_id, k.rank \
             from (select k.*, (case when k.street_search || ' ' like any ($7) and \
                     k.cross_search || ' ' like any ($8) or k.street_search || ' ' like any ($8) \
                     and k.cross_search || ' ' like any ($7) then 0 else 1 end)::double \
                     precision as rank \
                 from (select distinct on (e.city_id, e.pair collate \"C\") e.* \
                     from (select e.*, least(e.street_search, e.cross_search) || ' & ' || \
                         greatest(e.street_search, e.cross_search) as pair from ({ends}) e) e \
                     order by e.city_id, e.pair collate \"C\", e.distance, e.id) k \
                 order by rank, k.distance, k.pair limit $9) k \
             join cities c on c.id = k.city_id \
             join zones z on z.id = k.id and z.city_id = k.city_id \
             cross join lateral (select coalesce((\
                 select st_closestpoint(z.line::geometry, o.line::geometry) \
                 from zones o \
                 where o.city_id = k.city_id and o.site_id is null \
                     and o.street_search = k.cross_search \
                     and o.line::geometry && st_expand(z.line::geometry, 0.001) \
                 order by st_distance(o.line::geometry, z.line::geometry), o.id limit 1), \
                 case when k.is_end then st_endpoint(z.line::geometry) \
                     else st_startpoint(z.line::geometry) end) as point offset 0) p \
             order by k.rank, k.distance, k.pair"
        );
        let (low, high) = ranges(&minimal(&in_range.beginnings()));
        let near = self.search.near;
        let query = sql_query(statement)
            .bind::<Nullable<Double>, _>(near.map(|near| near.lat))
            .bind::<Nullable<Double>, _>(near.map(|near| near.lng))
            .bind::<Array<Text>, _>(minimal(&self.first.beginnings()))
            .bind::<Array<Text>, _>(low)
            .bind::<Array<Text>, _>(high)
            .bind::<Array<Text>, _>(minimal(&other.beginnings()))
            .bind::<Array<Text>, _>(self.first.whole_words())
            .bind::<Array<Text>, _>(self.second.whole_words())
            .bind::<BigInt, _>(limit(self.search));
        Prepared(query).load(conn)
    }
}
