//! Spots that a complete feed does not have any more.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, RunQueryDsl, sql_query,
    sql_types::{Array, Text, Timestamptz, Uuid},
};

use super::SpotFile;
use crate::{
    places::models::bulk_change_lock,
    platform::domain::{ids::CityId, text::reference_key},
};

/// Takes the spots of a source out of service that a file does not have; existing reservations
/// continue. Returns their number. Locks them in order of id. Requires a transaction. Idempotent.
///
/// # Errors
/// Only database errors.
pub fn retire_missing(
    conn: &mut PgConnection,
    city_id: CityId,
    source: &str,
    file: &SpotFile,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    bulk_change_lock::lock_bulk_spot_changes(conn)?;
    let keys: Vec<String> = file.spots.iter().map(|spot| reference_key(&spot.source_ref)).collect();
    sql_query(
        "update spots s set retired_at = $1, updated_at = $1 \
         from (select o.id from spots o where o.city_id = $2 and o.retired_at is null \
                 and starts_with(reference_key(o.source_ref), $3) \
                 and not exists (select from unnest($4::text[]) k (key) \
                     where k.key = reference_key(o.source_ref)) \
             order by o.id for no key update) m \
         where s.id = m.id and s.city_id = $2",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Uuid, _>(city_id)
    .bind::<Text, _>(format!("{source}:"))
    .bind::<Array<Text>, _>(keys)
    .execute(conn)
}
