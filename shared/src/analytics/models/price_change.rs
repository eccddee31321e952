//! The prices of a zone over time, with their reasons.

use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    dsl::exists,
    prelude::*,
    result::Error as DieselError,
    select, sql_query,
    sql_types::{self, BigInt, Integer, Jsonb, Nullable, Text, Timestamptz},
};
use serde_json::Value;

use super::tariff_spot::assigned_periods;
use crate::{
    platform::{
        db::schema::zones,
        domain::ids::{TariffId, TariffVersionId, ZoneId},
    },
    pricing::{
        domain::{
            posted::PublishedVersion,
            yield_policy::{YieldEvidence, YieldLevel},
        },
        models::posted::versions_of,
    },
};

/// A version of a tariff that applies, or applied, in a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceChange {
    pub version_id: TariffVersionId,
    pub tariff_id: TariffId,
    pub tariff_name: String,
    /// Number of the version.
    pub number: i32,
    /// Time from which the version applies in the zone.
    pub effective_from: DateTime<Utc>,
    pub version: Arc<PublishedVersion>,
    /// Measured occupancy and the rates that follow from it, as in `DraftEvidence`; `None` if an
    /// operator set the rates.
    pub evidence: Option<Value>,
    /// Measured occupancy and the policy that published the version; `None` for other versions.
    pub yield_evidence: Option<YieldEvidence>,
    /// The version with the operator's own rates, from which a rule made this one, or which this
    /// one restores; `None` if an operator set the rates of this version.
    pub base: Option<Arc<PublishedVersion>>,
}

/// Place of a change in the history of a zone: the time from which the version applies, and the
/// version.
pub type HistoryPlace = (DateTime<Utc>, TariffVersionId);

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
    #[diesel(sql_type = Nullable<Integer>)]
    occupied: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    capacity: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    to_level: Option<YieldLevel>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    policy: Option<Value>,
}

impl Row {
    fn yield_evidence(&self) -> QueryResult<Option<YieldEvidence>> {
        let (Some(occupied), Some(capacity), Some(level), Some(policy)) =
            (self.occupied, self.capacity, self.to_level, &self.policy)
        else {
            return Ok(None);
        };
        let policy = serde_json::from_value(policy.clone())
            .map_err(|error| DieselError::DeserializationError(error.into()))?;
        Ok(Some(YieldEvidence { occupied, capacity, level, policy }))
    }
}

/// Returns the versions that apply or will apply in a zone, latest first: of the tariffs assigned
/// to it, to one of its spots, to its site or to its city. A version that applies again after an
/// interruption is returned again. Omitted are versions that were replaced before they applied, and
/// those of the site or the city while a nearer tariff of the zone applies. `after` is the place of
/// the last change of the page before.
///
/// # Errors
/// `NotFound` when the zone does not exist.
pub fn price_history(
    conn: &mut PgConnection,
    zone_id: ZoneId,
    after: Option<HistoryPlace>,
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
        "select v.id, t.name, lower(u.period) as since, d.evidence, \
             y.occupied, y.capacity, y.to_level, y.policy \
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
             left join yield_changes y on y.version_id = v.id and y.city_id = v.city_id \
         where $3 is null or (lower(u.period), v.id) < ($3, $4) \
         order by since desc, v.id desc \
         limit $2"
    ))
    .bind::<sql_types::Uuid, _>(zone_id)
    .bind::<BigInt, _>(limit)
    .bind::<Nullable<Timestamptz>, _>(after.map(|(since, _)| since))
    .bind::<Nullable<sql_types::Uuid>, _>(after.map(|(_, version)| version))
    .load(conn)?;
    let ids: Vec<TariffVersionId> = rows.iter().map(|row| row.id).collect();
    let versions = versions_of(conn, &ids)?;
    let bases: HashSet<_> = versions.values().filter_map(|one| one.base_version_id).collect();
    let bases = versions_of(conn, &Vec::from_iter(bases))?;
    let mut changes = Vec::new();
    for row in rows {
        let Some(version) = versions.get(&row.id) else { continue };
        let base = version.base_version_id.and_then(|id| bases.get(&id));
        changes.push(PriceChange {
            version_id: version.id,
            version: Arc::clone(version),
            tariff_id: version.tariff_id,
            number: version.number,
            effective_from: row.since,
            yield_evidence: row.yield_evidence()?,
            tariff_name: row.name,
            evidence: row.evidence,
            base: base.cloned(),
        });
    }
    Ok(changes)
}
