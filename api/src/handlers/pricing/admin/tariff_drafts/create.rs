//! Creation of a draft version.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    analytics::operations, platform::domain::ids::TariffId, pricing::models::tariff::TariffRecord,
};
use utoipa::ToSchema;

use super::TariffDraftView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// A past period to measure, at most a year long.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DraftTariffVersion {
    #[schema(value_type = String, format = DateTime)]
    from: Instant,
    /// Exclusive; not in the future.
    #[schema(value_type = String, format = DateTime)]
    to: Instant,
}

/// Draft a version of a tariff
///
/// Measures the occupancy in each band of the newest version, and stores the rates that the
/// occupancy policy sets, with the evidence. No price changes before the draft is published.
#[utoipa::path(post, path = "/api/v1/admin/tariffs/{id}/drafts", tag = "admin",
    security(("bearer" = ["manage_tariffs"])), request_body = DraftTariffVersion,
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 201, body = TariffDraftView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn draft_tariff_version(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<DraftTariffVersion>,
) -> Result<(StatusCode, Body<TariffDraftView>), Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffId(id.0));
    let new = operations::DraftVersion { tariff_id: id, from: body.from.0, to: body.to.0 };
    let drafted = app.db.write(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        TariffDraftView::new(operations::draft_version(conn, &new, &audit, now)?)
    });
    Ok((StatusCode::CREATED, Body(drafted.await?)))
}
