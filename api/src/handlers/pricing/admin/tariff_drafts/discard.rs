//! Discard of a draft version.

use axum::{Json as Body, extract::State};
use shared::{
    platform::domain::ids::TariffDraftId,
    pricing::{models::tariff_draft::TariffDraft, operations},
};

use super::TariffDraftView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// Discard a draft version
///
/// The draft is kept with its evidence. One that was published or discarded is refused.
#[utoipa::path(post, path = "/api/v1/admin/tariff-drafts/{id}/discard", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    responses((status = 200, body = TariffDraftView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn discard_tariff_draft(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
) -> Result<Body<TariffDraftView>, Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffDraftId(id.0));
    let discarded = app.db.write(move |conn| {
        scope.check(TariffDraft::find(conn, id)?.place())?;
        TariffDraftView::new(operations::discard_draft(conn, id, &audit, now)?)
    });
    Ok(Body(discarded.await?))
}
