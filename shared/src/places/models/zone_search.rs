//! Zones on a map: those that intersect a bounding box, nearest to its centre first.

use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Double, Nullable, Text, Uuid as SqlUuid},
};

use crate::{places::domain::position::Bounds, platform::domain::ids::ZoneId};

/// Pagination cursor: the last zone of a page.
#[derive(Debug, Clone, Copy)]
pub struct After {
    /// Its distance, exactly as returned.
    pub distance: f64,
    pub id: ZoneId,
}

/// A zone on a map.
#[derive(Debug, Clone, QueryableByName)]
pub struct ZoneOnMap {
    #[diesel(sql_type = SqlUuid)]
    pub id: ZoneId,
    /// Identifier in the source of the data.
    #[diesel(sql_type = Text)]
    pub source_ref: String,
    #[diesel(sql_type = Text)]
    pub street: String,
    /// Cross street where it begins; empty if unknown.
    #[diesel(sql_type = Text)]
    pub from_street: String,
    /// Cross street where it ends; empty if unknown.
    #[diesel(sql_type = Text)]
    pub to_street: String,
    /// Compass side of the street, `M` for a median.
    #[diesel(sql_type = Text)]
    pub side: String,
    /// The kerb, as GeoJSON.
    #[diesel(sql_type = Text)]
    pub line: String,
    /// Distance from the centre in degrees: only suitable for ordering.
    #[diesel(sql_type = Double)]
    pub distance: f64,
}

/// Returns the zones whose kerb intersects a bounding box.
pub fn within(
    conn: &mut PgConnection,
    bounds: Bounds,
    after: Option<After>,
    limit: i64,
) -> QueryResult<Vec<ZoneOnMap>> {
    let (center, parts) = (bounds.center(), bounds.parts());
    // A box on one side of the 180th meridian is queried twice, for which the index is read once.
    let (first, last) = (parts.first().unwrap_or(&bounds), parts.last().unwrap_or(&bounds));
    sql_query(
        "select * from ( \
             select id, source_ref, street, from_street, to_street, side, st_asgeojson(line) as \
             line, \
                 least(line::geometry <-> st_setsrid(st_makepoint($5, $6), 4326), \
                     line::geometry <-> st_setsrid(st_makepoint($5 - 360 * sign($5), $6), 4326)) \
                     as distance \
             from zones where line::geometry && st_makeenvelope($1, $2, $3, $4, 4326) \
                 or line::geometry && st_makeenvelope($10, $2, $11, $4, 4326)) z \
         where $7 is null or (distance, id) > ($7, $8) order by distance, id limit $9",
    )
    .bind::<Double, _>(first.west)
    .bind::<Double, _>(bounds.south)
    .bind::<Double, _>(first.east)
    .bind::<Double, _>(bounds.north)
    .bind::<Double, _>(center.lng)
    .bind::<Double, _>(center.lat)
    .bind::<Nullable<Double>, _>(after.map(|after| after.distance))
    .bind::<Nullable<SqlUuid>, _>(after.map(|after| after.id))
    .bind::<BigInt, _>(limit)
    .bind::<Double, _>(last.west)
    .bind::<Double, _>(last.east)
    .load(conn)
}
