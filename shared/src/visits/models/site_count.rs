//! Counts of the spots of sites, from the rows at the time of the question.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};

use super::{recount, site_state};
use crate::{
    places::{domain::position::Bounds, models::site_rules},
    platform::{
        db::{
            prepared::Prepared,
            schema::{sites, spots, zones},
        },
        domain::ids::{SiteId, SpotId, ZoneId},
    },
    visits::domain::{
        site_count::{LevelCount, SiteCount},
        visit_state::OVERDUE_FOR,
    },
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    site_id: SiteId,
    #[diesel(sql_type = SqlUuid)]
    zone_id: ZoneId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    level: Option<String>,
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = BigInt)]
    taken: i64,
}

/// Returns the counts of these sites at `now`, in their order. A stay that begins within the second
/// counts: stays of vehicles that have just arrived begin at the next full second. The vehicle of
/// an overdue visit counts for [`OVERDUE_FOR`].
pub fn of_sites(
    conn: &mut PgConnection,
    ids: &[SiteId],
    now: DateTime<Utc>,
) -> QueryResult<Vec<SiteCount>> {
    let query = sql_query(
        "select z.site_id, z.id as zone_id, z.street as name, z.level, \
             count(*) filter (where o.is_open) as total, \
             count(*) filter (where o.is_open and o.is_taken) as taken \
         from zones z left join lateral ( \
             select not exists (select from closures k \
                     where k.city_id = s.city_id and (k.spot_id = s.id or k.zone_id = s.zone_id) \
                         and k.ended_at is null and k.period @> $2) as is_open, \
                 exists (select from reservations r \
                     where r.city_id = s.city_id and r.spot_id = s.id \
                         and r.status in ('held', 'confirmed') and r.period && tstzrange($2, $3) \
                         and (r.status = 'confirmed' or r.hold_expires_at > $2)) \
                     or s.id in (select q.spot_id from visits v \
                         join reservations q on q.id = v.reservation_id \
                             and q.city_id = v.city_id \
                         where v.site_id = any($1) and v.end_reason = 'bound' \
                             and v.departed_at is null and v.ended_at > $4) as is_taken \
             from spots s \
             where s.zone_id = z.id and s.city_id = z.city_id and s.retired_at is null \
         ) o on true \
         where z.site_id = any($1) group by z.site_id, z.id, z.street, z.level \
         order by z.level, z.street, z.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now + TimeDelta::seconds(1))
    .bind::<Timestamptz, _>(now - OVERDUE_FOR);
    let rows: Vec<Row> = Prepared(query).load(conn)?;
    let (recounts, states) = (recount::differences(conn, ids)?, site_state::of_sites(conn, ids)?);
    let rules = site_rules::of_sites(conn, ids)?;
    let empty = |id: &SiteId| SiteCount {
        site_id: *id,
        total: 0,
        taken: 0,
        difference: recounts.get(id).map_or(0, |recount| recount.of_site),
        levels: Vec::new(),
        stored: states.get(id).copied(),
        rules: rules.get(id).copied().unwrap_or_default(),
    };
    let mut counts: HashMap<SiteId, SiteCount> = ids.iter().map(|id| (*id, empty(id))).collect();
    for row in rows {
        let Some(count) = counts.get_mut(&row.site_id) else { continue };
        let of_zones = recounts.get(&row.site_id).map(|recount| &recount.of_zones);
        let difference = of_zones.and_then(|zones| zones.get(&row.zone_id)).copied();
        count.total += row.total;
        count.taken += row.taken;
        count.levels.push(LevelCount {
            zone_id: row.zone_id,
            name: row.name,
            level: row.level,
            total: row.total,
            taken: row.taken,
            difference: difference.unwrap_or_default(),
        });
    }
    Ok(ids.iter().filter_map(|id| counts.remove(id)).collect())
}

/// Returns the sites in service in a box, by name, at most `limit`.
pub fn in_box(conn: &mut PgConnection, area: Bounds, limit: i64) -> QueryResult<Vec<SiteId>> {
    let mut found = Vec::new();
    for part in area.parts() {
        let left = limit - i64::try_from(found.len()).unwrap_or(limit);
        let of_part: Vec<SiteId> = sites::table
            .filter(sites::retired_at.is_null())
            .filter(sites::lat.between(part.south, part.north))
            .filter(sites::lng.between(part.west, part.east))
            .order((sites::name, sites::id))
            .limit(left)
            .select(sites::id)
            .load(conn)?;
        found.extend(of_part);
    }
    Ok(found)
}

/// Returns the sites of these spots, each once.
pub fn of_spots(conn: &mut PgConnection, ids: &[SpotId]) -> QueryResult<Vec<SiteId>> {
    let zone = zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id));
    spots::table
        .inner_join(zones::table.on(zone))
        .filter(spots::id.eq_any(ids).and(zones::site_id.is_not_null()))
        .select(zones::site_id.assume_not_null())
        .distinct()
        .load(conn)
}
