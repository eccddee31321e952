//! Posted tariffs: assignments with the versions of their tariffs.
//!
//! Assignments and versions that ended more than a day ago by the clock of the database are not
//! loaded: no stay that is still
//! to be priced begins then. A version that cannot be read refuses all stays.

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
    platform::{
        db::{
            prepared::Prepared,
            schema::{spots, tariff_assignments, tariff_versions, zones},
        },
        domain::ids::{CityId, SiteId, SpotId, TariffId, TariffVersionId, ZoneId},
    },
    pricing::domain::posted::{PostedTariffs, PublishedVersion, SpotPlace},
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
        .select((spots::id, spots::city_id, spots::zone_id, zones::site_id))
        .load::<(SpotId, CityId, ZoneId, Option<SiteId>)>(conn)?;
    let place =
        |(spot_id, city_id, zone_id, site_id)| SpotPlace { city_id, site_id, zone_id, spot_id };
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
    let tariffs: HashSet<TariffId> = assignments.iter().map(|one| one.tariff_id).collect();
    if tariffs.is_empty() {
        return Ok(PostedTariffs::default());
    }
    let is_not_replaced = sql::<Bool>(
        "not exists (select from tariff_versions n \
         where n.tariff_id = tariff_versions.tariff_id and n.city_id = tariff_versions.city_id \
             and n.effective_from <= now() - interval '1 day' \
             and (n.effective_from, n.number) \
                 > (tariff_versions.effective_from, tariff_versions.number))",
    );
    let versions = tariff_versions::table
        .filter(tariff_versions::tariff_id.eq_any(tariffs))
        .filter(is_not_replaced)
        .select(TariffVersion::as_select());
    let versions: Vec<TariffVersion> = Prepared(versions).load(conn)?;
    let versions = versions.iter().map(TariffVersion::published_or_unknown).collect();
    let assignments = assignments.iter().map(TariffAssignment::posted).collect();
    Ok(PostedTariffs::new(assignments, versions))
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
