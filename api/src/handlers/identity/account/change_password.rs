//! Password change.

use axum::{extract::State, http::StatusCode};
use secrecy::SecretString;
use serde::Deserialize;
use shared::{
    Error,
    identity::{domain::lockout::Source, operations},
    platform::config::limits::Limit,
};
use utoipa::ToSchema;

use super::{find_user, verify};
use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Json},
    limits::RateLimitScope,
    passwords,
    problem::Problem,
};

#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ChangePassword {
    #[schema(value_type = String)]
    password: SecretString,
    /// 8 to 128 characters that are hard to guess.
    #[schema(value_type = String)]
    new_password: SecretString,
}

/// Change your password
///
/// Sets a new password for the authenticated account; the current password is required. Revokes the
/// other sessions of the account and its pending password links; the current session stays valid.
/// Failed attempts are counted per session: failures in other sessions do not lock this one.
#[utoipa::path(put, path = "/api/v1/account/password", tag = "accounts",
    request_body = ChangePassword,
    security(("bearer" = [])),
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn change_password(
    State(app): State<App>,
    user: CurrentUser,
    address: ClientAddress,
    Json(body): Json<ChangePassword>,
) -> Result<StatusCode, Problem> {
    app.limits
        .check(Limit::SignIn, &[RateLimitScope::Address(address), RateLimitScope::Account(user.id)])
        .await?;
    let known = find_user(&app, user.id).await?;
    if let Some(error) = passwords::check("new_password", &body.new_password, &known.email) {
        return Err(Error::Invalid(vec![error]).into());
    }
    let source = Source::Session(user.session);
    if !verify(&app, &known.email, source, body.password, Some(known.password_hash)).await? {
        return Err(Error::field("password", "wrong", "is not your password").into());
    }
    let (hash, now) = (app.passwords.hash(body.new_password).await?, app.now());
    app.db
        .write(move |conn| operations::change_password(conn, user.id, user.session, &hash, now))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
