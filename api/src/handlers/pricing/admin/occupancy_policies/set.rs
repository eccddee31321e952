//! Change of the occupancy policy of a tariff.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    platform::domain::ids::TariffId,
    pricing::{
        domain::occupancy_policy::OccupancyPolicy, models::tariff::TariffRecord, operations,
    },
};
use utoipa::ToSchema;

use super::TariffPolicyView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
    views::OccupancyPolicyView,
};

/// A policy to set.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SetOccupancyPolicy {
    policy: OccupancyPolicyView,
    /// Share of the parked vehicles that reserve, as the operator measured it, 0 to 100.
    #[schema(example = 45)]
    coverage_percent: i32,
}

/// Set the occupancy policy of a tariff
///
/// It changes no rate: rates change when a draft is published.
#[utoipa::path(put, path = "/api/v1/admin/tariffs/{id}/occupancy-policy", tag = "admin",
    security(("bearer" = ["manage_tariffs"])), request_body = SetOccupancyPolicy,
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 200, body = TariffPolicyView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_occupancy_policy(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<SetOccupancyPolicy>,
) -> Result<Body<TariffPolicyView>, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffId(id.0));
    let policy: OccupancyPolicy = body.policy.into();
    let changed = app.db.write(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        operations::set_occupancy_policy(conn, id, &policy, body.coverage_percent, &audit, now)
    });
    Ok(Body(TariffPolicyView::new(Some(&changed.await?))))
}
