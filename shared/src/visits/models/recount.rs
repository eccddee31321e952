//! Recounts: numbers of vehicles that operators have counted. Rows are inserted, never updated.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Uuid as SqlUuid},
};

use crate::platform::{
    db::{
        prepared::Prepared,
        schema::{recounts, spots, zones},
    },
    domain::ids::{CityId, RecountId, SiteId, SpotId, ZoneId},
};

/// A recount of a site, or of one of its zones.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = recounts, check_for_backend(diesel::pg::Pg))]
pub struct Recount {
    pub id: RecountId,
    pub city_id: CityId,
    pub site_id: SiteId,
    /// `None` for the whole site.
    pub zone_id: Option<ZoneId>,
    /// Vehicles that were counted.
    pub counted: i32,
    /// Taken spots by the rows at that time.
    pub computed: i32,
    pub reason: String,
    pub actor: String,
    pub at: DateTime<Utc>,
}

/// The differences that are in force at a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// That of the newest recount of the whole site, in which later ones of zones replace the
    /// shares of their zones; without a recount of the whole site, the sum of those of zones.
    pub of_site: i64,
    /// Those of the zones that were recounted after the whole site.
    pub of_zones: HashMap<ZoneId, i64>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    site_id: SiteId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    zone_id: Option<ZoneId>,
    #[diesel(sql_type = BigInt)]
    difference: i64,
    /// That of the first recount of the zone after the newest one of the whole site.
    #[diesel(sql_type = BigInt)]
    first: i64,
}

/// The recounts of zones after the newest one of the whole site, added up.
#[derive(Debug, Clone, Copy, Default)]
struct Later {
    difference: i64,
    first: i64,
}

impl Recount {
    pub fn difference(&self) -> i32 {
        self.counted - self.computed
    }

    pub fn insert(&self, conn: &mut PgConnection) -> QueryResult<()> {
        diesel::insert_into(recounts::table).values(self).execute(conn).map(drop)
    }

    /// Returns the newest recounts of a site.
    pub fn page(conn: &mut PgConnection, site_id: SiteId, limit: i64) -> QueryResult<Vec<Self>> {
        recounts::table
            .filter(recounts::site_id.eq(site_id))
            .order((recounts::at.desc(), recounts::id.desc()))
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
    }
}

/// Returns the differences that are in force at these sites. A recount of the whole site replaces
/// all earlier ones; sites without a recount are left out.
pub fn differences(
    conn: &mut PgConnection,
    ids: &[SiteId],
) -> QueryResult<HashMap<SiteId, Differences>> {
    let query = sql_query(
        "select distinct on (r.site_id, r.zone_id) r.site_id, r.zone_id, \
             (r.counted - r.computed)::bigint as difference, \
             (first_value(r.counted - r.computed) over ( \
                 partition by r.site_id, r.zone_id order by r.at, r.id))::bigint as first \
         from recounts r \
         where r.site_id = any($1) and (r.zone_id is null or not exists ( \
             select from recounts n where n.site_id = r.site_id and n.zone_id is null \
                 and (n.at, n.id) > (r.at, r.id))) \
         order by r.site_id, r.zone_id, r.at desc, r.id desc",
    );
    let rows: Vec<Row> = Prepared(query.bind::<Array<SqlUuid>, _>(ids)).load(conn)?;
    let (mut found, mut whole) = (HashMap::<SiteId, Differences>::new(), Vec::new());
    let mut later = HashMap::<SiteId, Later>::new();
    for Row { site_id, zone_id, difference, first } in rows {
        let differences = found.entry(site_id).or_default();
        let Some(zone_id) = zone_id else {
            whole.push((site_id, difference));
            continue;
        };
        differences.of_site += difference;
        differences.of_zones.insert(zone_id, difference);
        let later = later.entry(site_id).or_default();
        later.difference += difference;
        later.first += first;
    }
    for (site_id, difference) in whole {
        let differences = found.entry(site_id).or_default();
        let later = later.get(&site_id).copied().unwrap_or_default();
        if differences.of_zones.is_empty() || has_other_zones(conn, site_id, differences)? {
            differences.of_site = combined(difference, later);
        }
    }
    Ok(found)
}

/// Returns the difference of a site after a recount of the whole site and later ones of some of its
/// zones. The share of these zones in that of the site is not known: it is taken to be as near to
/// their first recounts as possible. Vehicles beyond it, and later changes, are added.
fn combined(of_site: i64, of_zones: Later) -> i64 {
    let share = of_zones.first.clamp(of_site.min(0), of_site.max(0));
    of_site - share + of_zones.difference
}

/// Returns whether a site has spots in service in zones that were not recounted.
fn has_other_zones(
    conn: &mut PgConnection,
    site_id: SiteId,
    differences: &Differences,
) -> QueryResult<bool> {
    let zone = zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id));
    let counted: Vec<ZoneId> = differences.of_zones.keys().copied().collect();
    let other = spots::table
        .inner_join(zones::table.on(zone))
        .filter(zones::site_id.eq(site_id).and(zones::id.ne_all(counted)))
        .filter(spots::retired_at.is_null())
        .select(spots::id);
    Ok(other.first::<SpotId>(conn).optional()?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recount_of_a_zone_replaces_its_share() {
        for (of_site, first, difference, expected) in [
            (6, 0, 0, 6),
            (6, 6, 6, 6),
            (6, 6, 0, 0),
            (6, 2, 2, 6),
            (1, 10, 10, 10),
            (6, -1, -1, 5),
            (-3, -3, -3, -3),
            (-3, 2, 2, -1),
            (0, 5, 4, 4),
        ] {
            let later = Later { difference, first };
            assert_eq!(combined(of_site, later), expected, "{of_site}, {later:?}");
        }
    }
}
