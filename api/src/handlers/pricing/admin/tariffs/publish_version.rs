//! Publication of a version of a tariff.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::Value;
use shared::{
    platform::domain::ids::TariffId,
    pricing::{
        models::tariff::TariffRecord,
        operations::{self, PublishVersion},
    },
};
use utoipa::ToSchema;

use super::TariffView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::ManageTariffs},
    problem::Problem,
};

/// A version to publish.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PublishTariffVersion {
    /// Prices and rules, as described in `docs/TARIFFS.md`. An error names the member by its
    /// pointer, such as `/document/bands/0/to`.
    #[schema(value_type = Object)]
    document: Value,
    /// Start, not before that of the newest version and at most two years ahead; defaults to now.
    #[schema(value_type = Option<String>, format = DateTime)]
    effective_from: Option<Instant>,
}

/// Publish a version of a tariff
///
/// The version applies to stays that begin from `effective_from` on, where the tariff is assigned.
/// Accepted quotes and reservations keep theirs. A published version never changes.
#[utoipa::path(post, path = "/api/v1/admin/tariffs/{id}/versions", tag = "admin",
    security(("bearer" = ["manage_tariffs"])),
    request_body = PublishTariffVersion,
    params(("id" = Uuid, Path, description = "The tariff")),
    responses((status = 201, body = TariffView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn publish_tariff_version(
    State(app): State<App>,
    operator: Permitted<ManageTariffs>,
    id: Id,
    Json(body): Json<PublishTariffVersion>,
) -> Result<(StatusCode, Body<TariffView>), Problem> {
    let (scope, audit, now, id) =
        (operator.scope(), operator.audit_context(), app.now(), TariffId(id.0));
    let new = PublishVersion {
        tariff_id: id,
        document: body.document,
        effective_from: body.effective_from.map(|at| at.0),
        published_by: Some(operator.user_id()),
        base_version_id: None,
    };
    let published = app.db.write(move |conn| {
        scope.check(TariffRecord::find(conn, id)?.place())?;
        operations::publish_version(conn, &new, &audit, now)?;
        let tariff = TariffRecord::find(conn, id)?;
        TariffView::load(conn, tariff, now)
    });
    Ok((StatusCode::CREATED, Body(published.await?)))
}
