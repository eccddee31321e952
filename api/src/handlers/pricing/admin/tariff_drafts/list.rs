//! List of the draft versions of a tariff.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Result,
    platform::domain::ids::TariffId,
    pricing::models::{tariff::TariffRecord, tariff_draft::TariffDraft},
};
use utoipa::ToSchema;

use super::TariffDraftView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewTariffs},
    problem::Problem,
};

const MAX_DRAFTS: i64 = 50;

/// Draft versions of a tariff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffDrafts {
    /// The 50 newest drafts, newest first, also those that were published or discarded.
    drafts: Vec<TariffDraftView>,
}

/// List draft versions of a tariff
#[utoipa::path(get, path = "/api/v1/admin/tariffs/{id}/drafts", tag = "admin",
    security(("bearer" = ["view_tariffs"])),
    params(("id" = uuid::Uuid, Path, description = "The tariff")),
    responses((status = 200, body = TariffDrafts),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_tariff_drafts(
    State(app): State<App>,
    operator: Permitted<ViewTariffs>,
    id: Id,
) -> Result<Body<TariffDrafts>, Problem> {
    let (scope, id) = (operator.scope(), TariffId(id.0));
    let found = app.db.read(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        let drafts = TariffDraft::of_tariff(conn, id, MAX_DRAFTS)?;
        drafts.into_iter().map(TariffDraftView::new).collect::<Result<Vec<_>>>()
    });
    Ok(Body(TariffDrafts { drafts: found.await? }))
}
