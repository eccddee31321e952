//! The yield policy of a tariff.

use axum::{Json as Body, extract::State};
use shared::{platform::domain::ids::TariffId, pricing::models::tariff::TariffRecord};

use super::YieldPolicyView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewTariffs},
    problem::Problem,
};

/// Show the yield policy of a tariff
///
/// With the level of the version in force, the present occupancy of the tariff's spots, and the
/// last changes.
#[utoipa::path(get, path = "/api/v1/admin/tariffs/{id}/yield-policy", tag = "admin",
    security(("bearer" = ["view_tariffs"])),
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 200, body = YieldPolicyView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_yield_policy(
    State(app): State<App>,
    operator: Permitted<ViewTariffs>,
    id: Id,
) -> Result<Body<YieldPolicyView>, Problem> {
    let (scope, now, id) = (operator.scope(), app.now(), TariffId(id.0));
    let found = app.db.read(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        YieldPolicyView::load(conn, id, now)
    });
    Ok(Body(found.await?))
}
