//! Recounts: numbers of vehicles that operators have counted. Rows are inserted, never updated.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Uuid as SqlUuid},
};

use crate::platform::{
    db::{prepared::Prepared, schema::recounts},
    domain::ids::{CityId, RecountId, SiteId, ZoneId},
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
    /// That of the newest recount of the whole site, or the sum of the later ones of zones.
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
             (r.counted - r.computed)::bigint as difference \
         from recounts r \
         where r.site_id = any($1) and (r.zone_id is null or not exists ( \
             select from recounts n where n.site_id = r.site_id and n.zone_id is null \
                 and (n.at, n.id) > (r.at, r.id))) \
         order by r.site_id, r.zone_id, r.at desc, r.id desc",
    );
    let rows: Vec<Row> = Prepared(query.bind::<Array<SqlUuid>, _>(ids)).load(conn)?;
    let (mut found, mut whole) = (HashMap::<SiteId, Differences>::new(), Vec::new());
    for Row { site_id, zone_id, difference } in rows {
        let differences = found.entry(site_id).or_default();
        match zone_id {
            Some(zone_id) => {
                differences.of_site += difference;
                differences.of_zones.insert(zone_id, difference);
            }
            None => whole.push((site_id, difference)),
        }
    }
    for (site_id, difference) in whole {
        let differences = found.entry(site_id).or_default();
        if differences.of_zones.is_empty() {
            differences.of_site = difference;
        }
    }
    Ok(found)
}
