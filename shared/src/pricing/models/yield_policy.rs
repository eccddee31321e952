//! Policies of yield prices, at most one for each tariff.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{tariff::TariffRecord, to_json};
use crate::{
    platform::{
        db::{column::JsonColumn, schema::yield_policies},
        domain::ids::{CityId, TariffId, YieldPolicyId},
    },
    pricing::domain::yield_policy::YieldPolicy,
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = yield_policies, check_for_backend(diesel::pg::Pg))]
pub struct TariffYieldPolicy {
    pub id: YieldPolicyId,
    pub city_id: CityId,
    pub tariff_id: TariffId,
    #[diesel(deserialize_as = JsonColumn<YieldPolicy>)]
    pub policy: YieldPolicy,
    pub updated_at: DateTime<Utc>,
}

impl TariffYieldPolicy {
    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "policy": self.policy })
    }

    /// Returns the tariffs that have a policy.
    pub fn tariffs(conn: &mut PgConnection) -> QueryResult<Vec<TariffId>> {
        yield_policies::table
            .order(yield_policies::tariff_id)
            .select(yield_policies::tariff_id)
            .load(conn)
    }

    pub fn find_of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
    ) -> QueryResult<Option<Self>> {
        yield_policies::table
            .filter(yield_policies::tariff_id.eq(tariff_id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Inserts or replaces the policy of a locked tariff.
    pub fn set(
        conn: &mut PgConnection,
        tariff: &TariffRecord,
        policy: &YieldPolicy,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let policy = to_json(policy)?;
        let changes = (yield_policies::policy.eq(policy), yield_policies::updated_at.eq(now));
        diesel::insert_into(yield_policies::table)
            .values((
                yield_policies::id.eq(YieldPolicyId::new()),
                yield_policies::city_id.eq(tariff.city_id),
                yield_policies::tariff_id.eq(tariff.id),
                changes.clone(),
            ))
            .on_conflict((yield_policies::tariff_id, yield_policies::city_id))
            .do_update()
            .set(changes)
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Deletes the policy of a locked tariff.
    pub fn delete(&self, conn: &mut PgConnection) -> QueryResult<()> {
        diesel::delete(yield_policies::table.find((self.id, self.city_id))).execute(conn).map(drop)
    }
}

impl From<JsonColumn<Self>> for YieldPolicy {
    fn from(column: JsonColumn<Self>) -> Self {
        column.0
    }
}
