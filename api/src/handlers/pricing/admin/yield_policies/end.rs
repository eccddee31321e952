//! End of the yield prices of a tariff.

use axum::{extract::State, http::StatusCode};
use shared::{
    platform::domain::ids::TariffId,
    pricing::{models::tariff::TariffRecord, operations},
};

use crate::{
    App,
    extract::{Id, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// End the yield policy of a tariff
///
/// If the policy has changed the rates in force, the operator's own rates are published again. A
/// tariff without a policy is left as it is.
#[utoipa::path(delete, path = "/api/v1/admin/tariffs/{id}/yield-policy", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_yield_policy(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
) -> Result<StatusCode, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffId(id.0));
    let ended_by = Some(operator.user_id());
    let ended = app.db.write(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        operations::end_yield_policy(conn, id, ended_by, &audit, now)
    });
    ended.await?;
    Ok(StatusCode::NO_CONTENT)
}
