//! The occupancy policy of a tariff.

use axum::{Json as Body, extract::State};
use shared::{
    Error,
    platform::domain::ids::TariffId,
    pricing::models::{occupancy_policy::TariffPolicy, tariff::TariffRecord},
};

use super::TariffPolicyView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewTariffs},
    problem::Problem,
};

/// Show the occupancy policy of a tariff
#[utoipa::path(get, path = "/api/v1/admin/tariffs/{id}/occupancy-policy", tag = "admin",
    security(("bearer" = ["view_tariffs"])),
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 200, body = TariffPolicyView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_occupancy_policy(
    State(app): State<App>,
    operator: Permitted<ViewTariffs>,
    id: Id,
) -> Result<Body<TariffPolicyView>, Problem> {
    let (scope, id) = (operator.scope(), TariffId(id.0));
    let found = app.db.read(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        Ok::<_, Error>(TariffPolicy::find_of_tariff(conn, id)?)
    });
    Ok(Body(TariffPolicyView::new(found.await?.as_ref())))
}
