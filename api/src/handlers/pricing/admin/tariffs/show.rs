//! A tariff.

use axum::{Json as Body, extract::State};
use shared::{platform::domain::ids::TariffId, pricing::models::tariff::TariffRecord};

use super::TariffView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewTariffs},
    problem::Problem,
};

/// Show a tariff
#[utoipa::path(get, path = "/api/v1/admin/tariffs/{id}", tag = "admin",
    security(("bearer" = ["view_tariffs"])),
    params(("id" = Uuid, Path, description = "The tariff")),
    responses((status = 200, body = TariffView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_tariff(
    State(app): State<App>,
    operator: Permitted<ViewTariffs>,
    id: Id,
) -> Result<Body<TariffView>, Problem> {
    let (scope, now, id) = (operator.scope(), app.now(), TariffId(id.0));
    let found = app.db.read(move |conn| {
        let tariff = TariffRecord::find(conn, id)?;
        scope.check(tariff.place())?;
        TariffView::load(conn, tariff, now)
    });
    Ok(Body(found.await?))
}
