//! Policies of yield prices, and the changes that they made.

mod end;
mod set;
mod show;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Result,
    analytics::models::live_occupancy::LiveOccupancy,
    platform::{db::PgConnection, domain::ids::TariffId},
    pricing::{
        domain::yield_policy::YieldLevel,
        models::{
            tariff_version::TariffVersion, yield_change::YieldChange,
            yield_policy::TariffYieldPolicy,
        },
    },
};
use utoipa::ToSchema;

use crate::views::YieldPolicy;

pub(crate) use end::*;
pub(crate) use set::*;
pub(crate) use show::*;

const MAX_CHANGES: i64 = 50;

/// The yield policy of a tariff, and the present level of its rates.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct YieldPolicyView {
    /// `null` if the tariff has none.
    policy: Option<YieldPolicy>,
    /// `low`, `normal` or `high`: the level of the version in force.
    #[schema(value_type = String, example = "normal")]
    level: YieldLevel,
    /// Time from which the version in force has its level by a policy; `null` if an operator
    /// published it.
    since: Option<DateTime<Utc>>,
    /// Spots with a stay in progress now.
    #[schema(example = 31)]
    occupied: i32,
    /// Spots of the tariff that are in service and not closed now.
    #[schema(example = 50)]
    capacity: i32,
    /// The 50 newest changes by a policy, newest first.
    changes: Vec<YieldChangeView>,
}

/// A change of the rates by a policy.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct YieldChangeView {
    at: DateTime<Utc>,
    /// `low`, `normal` or `high`.
    #[schema(value_type = String, example = "normal")]
    from_level: YieldLevel,
    /// `low`, `normal` or `high`.
    #[schema(value_type = String, example = "high")]
    to_level: YieldLevel,
    /// Spots with a stay in progress at that time.
    #[schema(example = 44)]
    occupied: i32,
    /// Spots of the tariff that were in service and not closed.
    #[schema(example = 50)]
    capacity: i32,
    /// Number of the published version.
    version: i32,
}

impl YieldPolicyView {
    fn load(conn: &mut PgConnection, tariff_id: TariffId, now: DateTime<Utc>) -> Result<Self> {
        let policy = TariffYieldPolicy::find_of_tariff(conn, tariff_id)?;
        let change = match TariffVersion::in_force(conn, &[tariff_id], now)?.pop() {
            Some(version) => YieldChange::of_version(conn, version.id)?,
            None => None,
        };
        let LiveOccupancy { occupied, capacity } = LiveOccupancy::of_tariff(conn, tariff_id, now)?;
        let changes = YieldChange::of_tariff(conn, tariff_id, MAX_CHANGES)?;
        Ok(Self {
            policy: policy.map(|policy| policy.policy.into()),
            level: change.as_ref().map_or(YieldLevel::Normal, |change| change.to_level),
            since: change.map(|change| change.at),
            occupied,
            capacity,
            changes: changes.into_iter().map(YieldChangeView::new).collect(),
        })
    }
}

impl YieldChangeView {
    fn new((change, version): (YieldChange, i32)) -> Self {
        Self {
            at: change.at,
            from_level: change.from_level,
            to_level: change.to_level,
            occupied: change.occupied,
            capacity: change.capacity,
            version,
        }
    }
}
