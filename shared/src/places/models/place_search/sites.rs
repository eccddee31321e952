//! Sites by name and address.

use diesel::prelude::*;

use super::{
    PlaceSearch,
    matching::{Matching, distance},
    row::Row,
};

/// Returns the sites in service whose name or address matches.
pub(super) fn find(
    conn: &mut PgConnection,
    matching: &Matching<'_>,
    search: &PlaceSearch,
) -> QueryResult<Vec<Row>> {
    let (condition, rank) = (
        matching.condition("t.name_search"),
        matching.rank("normalize_place_name(t.name)", "t.name_search"),
    );
    let distance = distance("t.lat", "t.lng");
    let statement = format!(
        "select t.id::text as id, t.name, coalesce(nullif(t.address, ''), c.name) as detail, \
             t.lat, t.lng, t.city_id, t.id as site_id, null::uuid as zone_id, null::uuid as \
             spot_id, {rank} as rank \
         from sites t join cities c on c.id = t.city_id \
         where t.retired_at is null and {condition} \
         order by rank, {distance}, t.name, t.id limit $6"
    );
    matching.load(conn, statement, search)
}
