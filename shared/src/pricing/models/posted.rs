//! Posted tariffs: assignments with the versions of their tariffs.
//!
//! Assignments and versions that ended more than a day ago by the clock of the database are not
//! loaded: no stay that is still to be priced begins then. Base versions are loaded with the
//! versions that rules made from them. A version that cannot be read refuses all stays.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use diesel::{
    dsl::sql,
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Uuid as SqlUuid},
};

use super::{tariff_assignment::TariffAssignment, tariff_version::TariffVersion};
use crate::{
    places::models::terms::accessible_at_base_rate,
    platform::{
        db::{
            prepared::Prepared,
            schema::{spots, tariff_assignments, tariff_versions, zones},
        },
        domain::ids::{CityId, SiteId, SpotId, TariffId, TariffVersionId, ZoneId},
    },
    pricing::domain::posted::{PostedTariffs, PublishedVersion, SpotPlace, is_accessible},
};

/// Returns the tariffs of all places, including future assignments.
pub fn load_all(conn: &mut PgConnection) -> QueryResult<PostedTariffs> {
    let is_current = sql::<Bool>("(ends_at is null or ends_at > now() - interval '1 day')");
    let assignments = tariff_assignments::table
        .filter(is_current)
        .select(TariffAssignment::as_select())
        .load(conn)?;
    with_versions(conn, &assignments)
}

/// Returns the place of a spot, even if it is retired, and the tariffs that are assigned there.
///
/// # Errors
/// `NotFound` when the spot does not exist.
pub fn load_for_spot(
    conn: &mut PgConnection,
    id: SpotId,
) -> QueryResult<(SpotPlace, PostedTariffs)> {
    let place = places(conn, &[id])?.pop().ok_or(diesel::NotFound)?;
    let posted = load_for_places(conn, &[place])?;
    Ok((place, posted))
}

/// Returns the tariffs that are assigned at the places of these spots.
pub fn load_for_spots(conn: &mut PgConnection, ids: &[SpotId]) -> QueryResult<PostedTariffs> {
    let places = places(conn, ids)?;
    load_for_places(conn, &places)
}

/// Returns the places of these spots, even of retired ones.
fn places(conn: &mut PgConnection, ids: &[SpotId]) -> QueryResult<Vec<SpotPlace>> {
    let of_zones = zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id));
    let found = spots::table
        .inner_join(zones::table.on(of_zones))
        .filter(spots::id.eq_any(ids))
        .select((spots::id, spots::city_id, spots::zone_id, zones::site_id, spots::attributes))
        .load::<(SpotId, CityId, ZoneId, Option<SiteId>, Vec<String>)>(conn)?;
    let place = |(spot_id, city_id, zone_id, site_id, attributes): (_, _, _, _, Vec<String>)| {
        let is_accessible = is_accessible(&attributes);
        SpotPlace { city_id, site_id, zone_id, spot_id, is_accessible }
    };
    Ok(found.into_iter().map(place).collect())
}

fn load_for_places(conn: &mut PgConnection, places: &[SpotPlace]) -> QueryResult<PostedTariffs> {
    let spots: Vec<SpotId> = places.iter().map(|place| place.spot_id).collect();
    let cities: HashSet<CityId> = places.iter().map(|place| place.city_id).collect();
    let zones: HashSet<ZoneId> = places.iter().map(|place| place.zone_id).collect();
    let sites: HashSet<SiteId> = places.iter().filter_map(|place| place.site_id).collect();
    // Each part has an index; with one condition for all kinds of places, none is used.
    let query = sql_query(
        "with found as ( \
             select * from tariff_assignments where city_id = any($1) and spot_id = any($2) \
             union all \
             select * from tariff_assignments where city_id = any($1) and zone_id = any($3) \
             union all \
             select * from tariff_assignments where city_id = any($1) and site_id = any($4) \
             union all \
             select * from tariff_assignments where city_id = any($1) \
                 and site_id is null and zone_id is null and spot_id is null \
         ) select * from found where ends_at is null or ends_at > now() - interval '1 day'",
    )
    .bind::<Array<SqlUuid>, _>(Vec::from_iter(cities))
    .bind::<Array<SqlUuid>, _>(spots)
    .bind::<Array<SqlUuid>, _>(Vec::from_iter(zones))
    .bind::<Array<SqlUuid>, _>(Vec::from_iter(sites));
    let assignments: Vec<TariffAssignment> = Prepared(query).load(conn)?;
    with_versions(conn, &assignments)
}

/// Adds the versions that were in force a day ago or are later.
fn with_versions(
    conn: &mut PgConnection,
    assignments: &[TariffAssignment],
) -> QueryResult<PostedTariffs> {
    let tariffs = assignments.iter().map(|one| (one.tariff_id, one.city_id)).collect();
    let mut versions = since_yesterday(conn, tariffs)?;
    let bases = missing_bases(conn, &versions)?;
    versions.extend(bases);
    let versions = versions.iter().map(TariffVersion::published_or_unknown).collect();
    let assignments = assignments.iter().map(TariffAssignment::posted).collect();
    let posted = PostedTariffs::new(assignments, versions);
    if !posted.depends_on_terms() {
        return Ok(posted);
    }
    Ok(posted.with_terms(accessible_at_base_rate(conn)?))
}

/// Returns the versions of tariffs that were in force a day ago or are later. Only they are read: a
/// yield policy publishes many versions.
fn since_yesterday(
    conn: &mut PgConnection,
    tariffs: HashSet<(TariffId, CityId)>,
) -> QueryResult<Vec<TariffVersion>> {
    if tariffs.is_empty() {
        return Ok(Vec::new());
    }
    let (tariffs, cities): (Vec<TariffId>, Vec<CityId>) = tariffs.into_iter().unzip();
    // Both parts use the index on `effective_from`. Without `offset 0`, the parts are joined in
    // another order, and all versions are read.
    let query = sql_query(
        "select v.* from unnest($1, $2) as t (tariff_id, city_id) \
             left join lateral ( \
                 select effective_from, number from tariff_versions \
                 where tariff_id = t.tariff_id and city_id = t.city_id \
                     and effective_from <= now() - interval '1 day' \
                 order by effective_from desc, number desc limit 1) f on true \
             cross join lateral ( \
                 select * from tariff_versions \
                 where tariff_id = t.tariff_id and city_id = t.city_id \
                     and (effective_from, number) \
                         >= (coalesce(f.effective_from, '-infinity'), coalesce(f.number, 0)) \
                 offset 0) v",
    )
    .bind::<Array<SqlUuid>, _>(tariffs)
    .bind::<Array<SqlUuid>, _>(cities);
    Prepared(query).load(conn)
}

/// Returns the base versions of these versions that are not among them.
fn missing_bases(
    conn: &mut PgConnection,
    versions: &[TariffVersion],
) -> QueryResult<Vec<TariffVersion>> {
    let loaded: HashSet<TariffVersionId> = versions.iter().map(|version| version.id).collect();
    let bases = versions.iter().filter_map(|version| version.base_version_id);
    let missing: HashSet<TariffVersionId> = bases.filter(|id| !loaded.contains(id)).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    tariff_versions::table
        .filter(tariff_versions::id.eq_any(missing))
        .select(TariffVersion::as_select())
        .load(conn)
}

/// Returns these versions by their ids; unknown ids are omitted.
///
/// # Errors
/// `DeserializationError` if one cannot be read: a stay must not be billed by other rules.
pub fn versions_of(
    conn: &mut PgConnection,
    ids: &[TariffVersionId],
) -> QueryResult<HashMap<TariffVersionId, Arc<PublishedVersion>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let versions = tariff_versions::table
        .filter(tariff_versions::id.eq_any(ids))
        .select(TariffVersion::as_select())
        .load(conn)?;
    versions.iter().map(|version| Ok((version.id, Arc::new(version.published()?)))).collect()
}
