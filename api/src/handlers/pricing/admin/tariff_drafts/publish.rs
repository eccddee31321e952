//! Publication of a draft version.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    platform::domain::ids::TariffDraftId,
    pricing::{
        models::{tariff::TariffRecord, tariff_draft::TariffDraft},
        operations::{self, PublishDraft},
    },
};
use utoipa::ToSchema;

use super::TariffView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// The start of a draft's rates.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PublishTariffDraft {
    /// Start, not before that of the newest version and at most two years ahead; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    effective_from: Option<Instant>,
}

/// Publish a draft version
///
/// The evidence becomes public with the version. A draft without changes, or of an earlier version
/// than the newest, is refused.
#[utoipa::path(post, path = "/api/v1/admin/tariff-drafts/{id}/publish", tag = "admin",
    security(("bearer" = ["manage_tariffs"])), request_body = PublishTariffDraft,
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    responses((status = 201, body = TariffView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn publish_tariff_draft(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<PublishTariffDraft>,
) -> Result<(StatusCode, Body<TariffView>), Problem> {
    let (scope, audit, now) = (operator.scope(), operator.audit_context(), app.now());
    let publication = PublishDraft {
        draft_id: TariffDraftId(id.0),
        effective_from: body.effective_from.map(|at| at.0),
        published_by: Some(operator.user_id()),
    };
    let published = app.db.write(move |conn| {
        scope.check(TariffDraft::find(conn, publication.draft_id)?.place())?;
        let version = operations::publish_draft(conn, &publication, &audit, now)?;
        let tariff = TariffRecord::find(conn, version.tariff_id)?;
        TariffView::load(conn, tariff, now)
    });
    Ok((StatusCode::CREATED, Body(published.await?)))
}
