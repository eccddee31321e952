//! Versions that yield policies published, with what was measured. Append-only.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{tariff_version::TariffVersion, to_json};
use crate::{
    platform::{
        db::{
            column::JsonColumn,
            schema::{tariff_versions, yield_changes},
        },
        domain::ids::{CityId, TariffId, TariffVersionId, YieldChangeId},
    },
    pricing::domain::yield_policy::{YieldEvidence, YieldLevel, YieldPolicy},
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = yield_changes, check_for_backend(diesel::pg::Pg))]
pub struct YieldChange {
    pub id: YieldChangeId,
    pub city_id: CityId,
    pub tariff_id: TariffId,
    /// The version with the rates of `to_level`.
    pub version_id: TariffVersionId,
    /// The version with the operator's own rates.
    pub base_version_id: TariffVersionId,
    pub from_level: YieldLevel,
    pub to_level: YieldLevel,
    /// Spots with a stay in progress, among those of `capacity`.
    pub occupied: i32,
    /// Spots of the tariff in service and not closed.
    pub capacity: i32,
    /// The policy at that time.
    #[diesel(deserialize_as = JsonColumn<YieldPolicy>)]
    pub policy: YieldPolicy,
    pub at: DateTime<Utc>,
}

impl YieldChange {
    /// Returns the change by which a version was published; `None` for other versions.
    pub fn of_version(
        conn: &mut PgConnection,
        version_id: TariffVersionId,
    ) -> QueryResult<Option<Self>> {
        yield_changes::table
            .filter(yield_changes::version_id.eq(version_id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns the last change of a tariff, even if its version was replaced.
    pub fn newest(conn: &mut PgConnection, tariff_id: TariffId) -> QueryResult<Option<Self>> {
        yield_changes::table
            .filter(yield_changes::tariff_id.eq(tariff_id))
            .order(yield_changes::id.desc())
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns the changes of a tariff with the numbers of their versions, newest first.
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        limit: i64,
    ) -> QueryResult<Vec<(Self, i32)>> {
        let of_changes = tariff_versions::id
            .eq(yield_changes::version_id)
            .and(tariff_versions::city_id.eq(yield_changes::city_id));
        yield_changes::table
            .inner_join(tariff_versions::table.on(of_changes))
            .filter(yield_changes::tariff_id.eq(tariff_id))
            .order(yield_changes::id.desc())
            .limit(limit)
            .select((Self::as_select(), tariff_versions::number))
            .load(conn)
    }

    /// Records the publication of a version, whose rates are those of the level in `evidence`.
    pub fn insert(
        conn: &mut PgConnection,
        version: &TariffVersion,
        from_level: YieldLevel,
        evidence: &YieldEvidence,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let policy = to_json(&evidence.policy)?;
        diesel::insert_into(yield_changes::table)
            .values((
                yield_changes::id.eq(YieldChangeId::new()),
                yield_changes::city_id.eq(version.city_id),
                yield_changes::tariff_id.eq(version.tariff_id),
                yield_changes::version_id.eq(version.id),
                yield_changes::base_version_id.eq(version.base_id()),
                yield_changes::from_level.eq(from_level),
                yield_changes::to_level.eq(evidence.level),
                yield_changes::occupied.eq(evidence.occupied),
                yield_changes::capacity.eq(evidence.capacity),
                yield_changes::policy.eq(policy),
                yield_changes::at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}
