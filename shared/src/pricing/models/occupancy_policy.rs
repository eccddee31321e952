//! Policies of price by occupancy, at most one for each tariff.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{tariff::TariffRecord, to_json};
use crate::{
    platform::{
        db::{column::JsonColumn, schema::occupancy_policies},
        domain::ids::{CityId, OccupancyPolicyId, TariffId},
    },
    pricing::domain::occupancy_policy::OccupancyPolicy,
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = occupancy_policies, check_for_backend(diesel::pg::Pg))]
pub struct TariffPolicy {
    pub id: OccupancyPolicyId,
    pub city_id: CityId,
    pub tariff_id: TariffId,
    #[diesel(deserialize_as = JsonColumn<OccupancyPolicy>)]
    pub policy: OccupancyPolicy,
    /// Measured share of the parked vehicles that reserve.
    pub coverage_percent: i32,
    pub updated_at: DateTime<Utc>,
}

impl TariffPolicy {
    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        json!({ "policy": self.policy, "coverage_percent": self.coverage_percent })
    }

    pub fn find_of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
    ) -> QueryResult<Option<Self>> {
        occupancy_policies::table
            .filter(occupancy_policies::tariff_id.eq(tariff_id))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Inserts or replaces the policy of a locked tariff.
    pub fn set(
        conn: &mut PgConnection,
        tariff: &TariffRecord,
        policy: &OccupancyPolicy,
        coverage_percent: i32,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let policy = to_json(policy)?;
        let changes = (
            occupancy_policies::policy.eq(policy),
            occupancy_policies::coverage_percent.eq(coverage_percent),
            occupancy_policies::updated_at.eq(now),
        );
        diesel::insert_into(occupancy_policies::table)
            .values((
                occupancy_policies::id.eq(OccupancyPolicyId::new()),
                occupancy_policies::city_id.eq(tariff.city_id),
                occupancy_policies::tariff_id.eq(tariff.id),
                changes.clone(),
            ))
            .on_conflict((occupancy_policies::tariff_id, occupancy_policies::city_id))
            .do_update()
            .set(changes)
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

impl From<JsonColumn<Self>> for OccupancyPolicy {
    fn from(column: JsonColumn<Self>) -> Self {
        column.0
    }
}
