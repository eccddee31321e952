//! Streets: one row for each street of a city, at its zone that is nearest to the position.

use diesel::prelude::*;

use super::{
    PlaceSearch,
    matching::{Matching, distance, in_service},
    row::Row,
};

/// Returns the streets whose name matches. Four times as many streets as needed are ranked before
/// their zones are read, because some may have no spot in service.
pub(super) fn find(
    conn: &mut PgConnection,
    matching: &Matching<'_>,
    search: &PlaceSearch,
) -> QueryResult<Vec<Row>> {
    let (condition, rank) = (
        matching.condition("z.street_search"),
        matching.rank("z.street_search", "z.street_search"),
    );
    let (distance, in_service) = (distance("z.middle_lat", "z.middle_lng"), in_service("z"));
    let statement = format!(
        "select n.city_id::text || '/' || n.street_search as id, z.street as name, c.name as \
             detail, z.middle_lat as lat, z.middle_lng as lng, n.city_id, null::uuid as site_id, \
             z.id as zone_id, null::uuid as spot_id, n.rank \
         from (select z.city_id, z.street_search, min({rank}) as rank, min({distance}) as distance \
             from zones z where z.site_id is null and {condition} \
             group by z.city_id, z.street_search \
             order by rank, distance, z.street_search limit $6 * 4) n \
         join cities c on c.id = n.city_id \
         cross join lateral (select z.id, z.street, z.middle_lat, z.middle_lng, {distance} as \
             distance \
             from zones z \
             where z.city_id = n.city_id and z.street_search = n.street_search \
                 and z.site_id is null and {in_service} \
             order by distance, z.id limit 1) z \
         order by n.rank, z.distance, z.street limit $6"
    );
    matching.load(conn, statement, search)
}
