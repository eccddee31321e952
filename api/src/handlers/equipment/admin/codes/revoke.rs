//! Revocation of a code.

use axum::{Json as Body, extract::State};
use shared::{equipment::operations, platform::domain::ids::EntryCodeId};

use super::{EntryCodeView, check_scope, load};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageEquipment},
    handlers::admin::{Reason, note},
    problem::Problem,
};

/// Revoke a code
///
/// From now on its scans are refused with `code_revoked`. Open visits continue. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/codes/{id}/revoke", tag = "admin",
    security(("bearer" = ["manage_equipment"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The code")),
    responses((status = 200, body = EntryCodeView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_code(
    State(app): State<App>,
    operator: Permitted<ManageEquipment>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<EntryCodeView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), EntryCodeId(id.0));
    let scope = operator.scope();
    let revoked = app.db.write(move |conn| {
        check_scope(conn, id, &scope)?;
        operations::revoke_code(conn, id, &note, &audit, now)?;
        load(conn, id)
    });
    let (listed, tags) = revoked.await?;
    let tags = tags.into_iter().map(Into::into).collect();
    Ok(Body(EntryCodeView::new(&app, listed, tags)?))
}
