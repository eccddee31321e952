//! Replacement of a code by a new one.

use axum::{Json as Body, extract::State, http::StatusCode};
use shared::{equipment::operations, platform::domain::ids::EntryCodeId};

use super::{EntryCodeView, check_scope, check_signing, load};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Replace a code by a new one
///
/// Revokes the code, and issues another one for the same place. NFC tags with secure dynamic
/// messages move to the new code; print the sheet again, and write other tags again. `code_revoked`
/// if the code is revoked already.
#[utoipa::path(post, path = "/api/v1/admin/codes/{id}/reissue", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The code to replace")),
    responses((status = 201, body = EntryCodeView, description = "The new code"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reissue_code(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<(StatusCode, Body<EntryCodeView>), Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), EntryCodeId(id.0));
    let (scope, is_signing) = (operator.scope(), check_signing(&app));
    let reissued = app.db.write(move |conn| {
        check_scope(conn, id, &scope)?;
        is_signing?;
        let code = operations::reissue_code(conn, id, &note, &audit, now)?;
        load(conn, code.id)
    });
    let (listed, tags) = reissued.await?;
    let tags = tags.into_iter().map(Into::into).collect();
    Ok((StatusCode::CREATED, Body(EntryCodeView::new(&app, listed, tags)?)))
}
