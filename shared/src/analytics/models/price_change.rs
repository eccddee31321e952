//! The prices of a zone over time, with their reasons.

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    dsl::exists,
    prelude::*,
    select, sql_query,
    sql_types::{self, BigInt, Jsonb, Nullable, Text, Timestamptz},
};
use serde_json::Value;

use super::tariff_spot::assigned_periods;
use crate::{
    platform::{
        db::schema::zones,
        domain::ids::{TariffId, TariffVersionId, ZoneId},
    },
    pricing::models::posted::versions_of,
};

/// A version of a tariff that applies, or applied, in a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceChange {
    pub tariff_id: TariffId,
    pub tariff_name: String,
    /// Number of the version.
    pub number: i32,
    /// Time from which the version applies in the zone.
    pub effective_from: DateTime<Utc>,
    /// The version in words.
    pub rules: String,
    /// Days and times of each band of the version.
    pub band_times: Vec<String>,
    /// Measured occupancy and the rates that follow from it, as in `DraftEvidence`; `None` if an
    /// operator set the rates.
    pub evidence: Option<Value>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: TariffVersionId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Timestamptz)]
    since: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    evidence: Option<Value>,
}

/// Returns the versions that apply or will apply in a zone, latest first: of the tariffs assigned
/// to it, to one of its spots, to its site or to its city. A version that applies again after an
/// interruption is returned again. Omitted are versions that were replaced before they applied, and
/// those of the site or the city while a nearer tariff of the zone applies.
///
/// # Errors
/// `NotFound` when the zone does not exist.
pub fn price_history(
    conn: &mut PgConnection,
    zone_id: ZoneId,
    limit: i64,
) -> QueryResult<Vec<PriceChange>> {
    if !select(exists(zones::table.filter(zones::id.eq(zone_id)))).get_result::<bool>(conn)? {
        return Err(diesel::NotFound);
    }
    let nearer = assigned_periods(
        "num_nonnulls(a.zone_id, a.spot_id) = 0 \
            and (b.zone_id = z.id or (b.site_id = z.site_id and a.site_id is null)) \
            and (b.vehicle_class is null or b.vehicle_class = a.vehicle_class)",
    );
    let rows: Vec<Row> = sql_query(format!(
        "select v.id, t.name, lower(u.period) as since, d.evidence \
         from ( \
             select v.id, a.tariff_id, a.city_id, range_agg(p.period) as periods \
             from zones z \
                 join tariff_assignments a on a.city_id = z.city_id and (a.zone_id = z.id \
                     or a.site_id = z.site_id \
                     or num_nonnulls(a.site_id, a.zone_id, a.spot_id) = 0 \
                     or a.spot_id in (select s.id from spots s where s.zone_id = z.id)) \
                 cross join lateral ( \
                     select id, tstzrange(effective_from, lead(effective_from) over ( \
                         order by effective_from, number)) as period \
                     from tariff_versions \
                     where tariff_id = a.tariff_id and city_id = a.city_id) v \
                 cross join lateral unnest(tstzmultirange( \
                     v.period * tstzrange(a.starts_at, a.ends_at)) - {nearer}) as p (period) \
             where z.id = $1 \
             group by v.id, a.tariff_id, a.city_id) v \
             cross join lateral unnest(v.periods) as u (period) \
             join tariffs t on t.id = v.tariff_id and t.city_id = v.city_id \
             left join tariff_drafts d on d.published_version_id = v.id and d.city_id = v.city_id \
         order by since desc, v.id desc \
         limit $2"
    ))
    .bind::<sql_types::Uuid, _>(zone_id)
    .bind::<BigInt, _>(limit)
    .load(conn)?;
    let ids: Vec<TariffVersionId> = rows.iter().map(|row| row.id).collect();
    let versions = versions_of(conn, &ids)?;
    let changes = rows.into_iter().filter_map(|row| {
        let version = versions.get(&row.id)?;
        Some(PriceChange {
            tariff_id: version.tariff_id,
            tariff_name: row.name,
            number: version.number,
            effective_from: row.since,
            rules: version.rules.clone(),
            band_times: version.tariff.band_times(),
            evidence: row.evidence,
        })
    });
    Ok(changes.collect())
}
