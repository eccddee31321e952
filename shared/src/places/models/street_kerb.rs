//! Kerbs of streets in a bounding box, nearest to its centre first. Zones of sites are left out.

use diesel::{
    QueryableByName,
    prelude::*,
    result::Error as DieselError,
    sql_query,
    sql_types::{BigInt, Double, Text},
};
use serde::Deserialize;

use crate::places::domain::{
    position::{Bounds, Position},
    street_lines::Kerb,
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    street: String,
    #[diesel(sql_type = Text)]
    from_street: String,
    #[diesel(sql_type = Text)]
    to_street: String,
    #[diesel(sql_type = Text)]
    side: String,
    /// As GeoJSON.
    #[diesel(sql_type = Text)]
    line: String,
}

/// The fields read from a GeoJSON line.
#[derive(Deserialize)]
struct Line {
    coordinates: Vec<[f64; 2]>,
}

impl Row {
    fn kerb(self) -> QueryResult<Kerb> {
        let Line { coordinates } = serde_json::from_str(&self.line)
            .map_err(|error| DieselError::DeserializationError(error.into()))?;
        Ok(Kerb {
            street: self.street,
            from_street: self.from_street,
            to_street: self.to_street,
            side: self.side,
            line: coordinates.into_iter().map(|[lng, lat]| Position { lat, lng }).collect(),
        })
    }
}

/// Returns the kerbs of streets whose bounding box intersects the box.
pub fn within(conn: &mut PgConnection, bounds: Bounds, limit: i64) -> QueryResult<Vec<Kerb>> {
    let (center, parts) = (bounds.center(), bounds.parts());
    // A box on one side of the 180th meridian is queried twice, for which the index is read once.
    let (first, last) = (parts.first().unwrap_or(&bounds), parts.last().unwrap_or(&bounds));
    let rows: Vec<Row> = sql_query(
        "select street, from_street, to_street, side, st_asgeojson(line) as line from zones \
         where site_id is null and boundary is null and street <> '' and \
             (line::geometry && st_makeenvelope($1, $2, $3, $4, 4326) \
                 or line::geometry && st_makeenvelope($8, $2, $9, $4, 4326)) \
         order by least(line::geometry <-> st_setsrid(st_makepoint($5, $6), 4326), \
             line::geometry <-> st_setsrid(st_makepoint($5 - 360 * sign($5), $6), 4326)), id \
         limit $7",
    )
    .bind::<Double, _>(first.west)
    .bind::<Double, _>(bounds.south)
    .bind::<Double, _>(first.east)
    .bind::<Double, _>(bounds.north)
    .bind::<Double, _>(center.lng)
    .bind::<Double, _>(center.lat)
    .bind::<BigInt, _>(limit)
    .bind::<Double, _>(last.west)
    .bind::<Double, _>(last.east)
    .load(conn)?;
    rows.into_iter().map(Row::kerb).collect()
}
