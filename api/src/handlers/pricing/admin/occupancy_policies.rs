//! Policies of price by occupancy.

mod set;
mod show;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::pricing::models::occupancy_policy::TariffPolicy;
use utoipa::ToSchema;

use crate::views::OccupancyPolicyView;

pub(crate) use set::*;
pub(crate) use show::*;

/// The occupancy policy of a tariff; all members are `null` if it has none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffPolicyView {
    policy: Option<OccupancyPolicyView>,
    /// Share of the parked vehicles that reserve, as the operator measured it.
    #[schema(example = 45)]
    coverage_percent: Option<i32>,
    updated_at: Option<DateTime<Utc>>,
}

impl TariffPolicyView {
    fn new(policy: Option<&TariffPolicy>) -> Self {
        Self {
            policy: policy.map(|policy| policy.policy.into()),
            coverage_percent: policy.map(|policy| policy.coverage_percent),
            updated_at: policy.map(|policy| policy.updated_at),
        }
    }
}
