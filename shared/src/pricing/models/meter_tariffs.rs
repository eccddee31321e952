//! Tariffs that an import of meters creates and assigns to spots. The document of its first
//! version identifies such a tariff, so later versions may differ.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Jsonb, Text, Timestamptz, Uuid as SqlUuid},
};
use serde_json::Value;

use crate::platform::{
    db::{
        functions::reference_key as reference_key_of,
        schema::{spots, tariff_versions},
    },
    domain::{
        ids::{CityId, SpotId, TariffAssignmentId, TariffId, TariffVersionId},
        text::reference_key,
    },
};

/// A tariff with its first version.
#[derive(Debug, Clone)]
pub struct MeterTariff {
    pub name: String,
    /// IANA time zone.
    pub time_zone: String,
    pub document: Value,
}

/// Returns the tariffs of a city by the text of their first document.
pub fn by_first_document(
    conn: &mut PgConnection,
    city_id: CityId,
) -> QueryResult<HashMap<String, TariffId>> {
    let first = tariff_versions::table
        .filter(tariff_versions::city_id.eq(city_id).and(tariff_versions::number.eq(1)))
        .select((tariff_versions::document, tariff_versions::tariff_id))
        .order(tariff_versions::published_at.desc())
        .load::<(Value, TariffId)>(conn)?;
    Ok(first.into_iter().map(|(document, id)| (document.to_string(), id)).collect())
}

/// Inserts a tariff and its first version, in force from `now`. A name that is taken gets a number.
pub fn insert(
    conn: &mut PgConnection,
    city_id: CityId,
    tariff: &MeterTariff,
    now: DateTime<Utc>,
) -> QueryResult<TariffId> {
    let id = TariffId::new();
    sql_query(
        "insert into tariffs (id, city_id, name, created_at, updated_at) \
         select $1, $2, coalesce((select $3 where not exists (select from tariffs t where \
             t.city_id = $2 and lower(t.name) = lower($3))), $3 || ' (' || left($1::text, 8) || \
             right($1::text, 4) || ')'), $4, $4",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(city_id)
    .bind::<Text, _>(&tariff.name)
    .bind::<Timestamptz, _>(now)
    .execute(conn)?;
    sql_query(
        "insert into tariff_versions (id, city_id, tariff_id, number, effective_from, time_zone, \
             document, published_by, published_at, base_version_id) \
         values ($1, $2, $3, 1, $4, $5, $6, null, $4, null)",
    )
    .bind::<SqlUuid, _>(TariffVersionId::new())
    .bind::<SqlUuid, _>(city_id)
    .bind::<SqlUuid, _>(id)
    .bind::<Timestamptz, _>(now)
    .bind::<Text, _>(&tariff.time_zone)
    .bind::<Jsonb, _>(&tariff.document)
    .execute(conn)?;
    Ok(id)
}

/// Assigns tariffs to spots, given by their references. Ends and replaces assignments that an
/// import made before; a spot that an operator has assigned a tariff, or that has none because an
/// operator ended it, is left alone.
pub fn assign(
    conn: &mut PgConnection,
    city_id: CityId,
    meters: &[(&str, TariffId)],
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let wanted: HashMap<String, TariffId> =
        meters.iter().map(|(reference, tariff)| (reference_key(reference), *tariff)).collect();
    let keys: Vec<&String> = wanted.keys().collect();
    let found = spots::table
        .filter(spots::city_id.eq(city_id).and(reference_key_of(spots::source_ref).eq_any(keys)))
        .select((spots::id, spots::source_ref))
        .load::<(SpotId, String)>(conn)?;
    let (spots, tariffs): (Vec<SpotId>, Vec<TariffId>) = found
        .into_iter()
        .filter_map(|(id, reference)| Some((id, *wanted.get(&reference_key(&reference))?)))
        .unzip();
    let ended: Vec<Spot> = sql_query(
        "update tariff_assignments a set ends_at = greatest($1, a.starts_at) \
         from unnest($2::uuid[], $3::uuid[]) w (spot_id, tariff_id) \
         where a.city_id = $4 and a.spot_id = w.spot_id and a.vehicle_class is null \
             and a.imported and a.ends_at is null and a.tariff_id <> w.tariff_id \
         returning a.spot_id as id",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Array<SqlUuid>, _>(&spots)
    .bind::<Array<SqlUuid>, _>(&tariffs)
    .bind::<SqlUuid, _>(city_id)
    .load(conn)?;
    let ended: Vec<SpotId> = ended.into_iter().map(|spot| spot.id).collect();
    let ids: Vec<_> = spots.iter().map(|_| TariffAssignmentId::new()).collect();
    sql_query(
        "insert into tariff_assignments (id, city_id, tariff_id, spot_id, starts_at, imported, \
             created_at) \
         select w.id, $1, w.tariff_id, w.spot_id, $2, true, $2 \
         from unnest($3::uuid[], $4::uuid[], $5::uuid[]) w (id, spot_id, tariff_id) \
         where w.spot_id = any($6) or not exists (select from tariff_assignments a \
             where a.city_id = $1 and a.spot_id = w.spot_id and a.vehicle_class is null)",
    )
    .bind::<SqlUuid, _>(city_id)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(spots)
    .bind::<Array<SqlUuid>, _>(tariffs)
    .bind::<Array<SqlUuid>, _>(ended)
    .execute(conn)
}

#[derive(QueryableByName)]
struct Spot {
    #[diesel(sql_type = SqlUuid)]
    id: SpotId,
}
