//! Change of the name of a tariff.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    platform::domain::{ids::TariffId, text::TextRule},
    pricing::{models::tariff::TariffRecord, operations},
};
use utoipa::ToSchema;

use super::TariffView;
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageTariffs},
    handlers::admin::line,
    problem::Problem,
};

/// A new name of a tariff.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RenameTariff {
    /// Unique in the city.
    #[schema(example = "Midtown meters")]
    name: String,
}

/// Rename a tariff
#[utoipa::path(patch, path = "/api/v1/admin/tariffs/{id}", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    request_body = RenameTariff,
    params(("id" = Uuid, Path, description = "The tariff")),
    responses((status = 200, body = TariffView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rename_tariff(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<RenameTariff>,
) -> Result<Body<TariffView>, Problem> {
    let name = line("name", &body.name, TextRule::NAME)?;
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffId(id.0));
    let renamed = app.db.write(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        let tariff = operations::rename_tariff(conn, id, &name, &audit, now)?;
        TariffView::load(conn, tariff, now)
    });
    Ok(Body(renamed.await?))
}
