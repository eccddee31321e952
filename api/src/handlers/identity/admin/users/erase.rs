//! Erasure of the personal data of a user or a guest.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    identity::domain::permission::Permission,
    platform::domain::{email::comparison_form, ids::UserId, text::TextRule},
    reservations::operations,
};
use utoipa::ToSchema;

use super::{ManagedUser, check_manageable, not_oneself};
use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageUsers},
    handlers::admin::{Reason, line, note},
    problem::Problem,
};

/// A guest to erase.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct EraseGuest {
    #[schema(example = "ann@example.com")]
    email: String,
    /// Reason, for other operators. Do not name the driver.
    #[schema(example = "asked for by mail")]
    note: String,
}

/// Erase a user's personal data
///
/// Allowed once every stay is over and every charge is settled. The address is replaced by a
/// placeholder; the password, sessions and cards are removed; and the guest with the same address
/// is erased too. Reservations and ledger entries are kept. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/erase", tag = "admin",
    security(("bearer" = ["manage_users"])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The user")),
    responses((status = 200, body = ManagedUser),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn erase_user(
    State(app): State<App>,
    operator: Permitted<ManageUsers>,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ManagedUser>, Problem> {
    not_oneself(&operator, id)?;
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), UserId(id.0));
    let grants_roles = operator.has_everywhere(Permission::ManageRoleGrants);
    let erased = app.db.write(move |conn| {
        check_manageable(conn, id, grants_roles)?;
        let erased = operations::erase_user(conn, id, &note, &audit, now)?;
        ManagedUser::with_roles(conn, erased)
    });
    Ok(Body(erased.await?))
}

/// Erase a guest's personal data
///
/// Same effect as for a user, by address. The response is the same whether or not the guest exists.
#[utoipa::path(post, path = "/api/v1/admin/guests/erase", tag = "admin",
    security(("bearer" = ["manage_users"])), request_body = EraseGuest,
    responses((status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn erase_guest(
    State(app): State<App>,
    operator: Permitted<ManageUsers>,
    Json(body): Json<EraseGuest>,
) -> Result<StatusCode, Problem> {
    let email = comparison_form(&line("email", &body.email, TextRule::EMAIL)?);
    let (audit, note, now) = (operator.audit_context(), note(&body.note)?, app.now());
    app.db.write(move |conn| operations::erase_guest(conn, &email, &note, &audit, now)).await?;
    Ok(StatusCode::NO_CONTENT)
}
