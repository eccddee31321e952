//! Change of the yield policy of a tariff.

use axum::{Json as Body, extract::State};
use shared::{
    platform::domain::ids::TariffId,
    pricing::{
        models::tariff::TariffRecord,
        operations::{self, SetYieldPolicy},
    },
};

use super::YieldPolicyView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
    views::YieldPolicy,
};

/// Set the yield policy of a tariff
///
/// The policy publishes a version of the tariff when the occupancy reaches a limit; it is checked
/// every minute. Accepted quotes and reservations keep theirs. A changed policy begins at the
/// operator's own rates. Refused are tariffs with an occupancy policy (`conflicting`), and tariffs
/// that are assigned to a place that is not in a site (`not_in_sites`).
#[utoipa::path(put, path = "/api/v1/admin/tariffs/{id}/yield-policy", tag = "admin",
    security(("bearer" = ["manage_tariffs"])), request_body = YieldPolicy,
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 200, body = YieldPolicyView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_yield_policy(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<YieldPolicy>,
) -> Result<Body<YieldPolicyView>, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffId(id.0));
    let new =
        SetYieldPolicy { tariff_id: id, policy: body.into(), set_by: Some(operator.user_id()) };
    let changed = app.db.write(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        operations::set_yield_policy(conn, &new, &audit, now)?;
        YieldPolicyView::load(conn, id, now)
    });
    Ok(Body(changed.await?))
}
