//! Revocation of an NFC tag.

use axum::{extract::State, http::StatusCode};
use shared::{
    equipment::{
        models::{entry_code::EntryCode, nfc_tag::NfcTag},
        operations,
    },
    platform::domain::ids::NfcTagId,
};

use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Revoke an NFC tag
///
/// Its code stays active. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/tags/{id}/revoke", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The tag")),
    responses((status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_tag(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<StatusCode, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), NfcTagId(id.0));
    let scope = operator.scope();
    let revoked = app.db.write(move |conn| {
        let code = NfcTag::find(conn, id)?.code_id;
        scope.check(EntryCode::find(conn, code)?.place())?;
        operations::revoke_tag(conn, id, &note, &audit, now)
    });
    revoked.await?;
    Ok(StatusCode::NO_CONTENT)
}
