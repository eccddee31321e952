//! Change the password.

use axum::{extract::State, http::StatusCode};
use secrecy::SecretString;
use serde::Deserialize;
use shared::identity::operations;
use shared::{Error, identity::domain::lockout::Source, platform::config::limits::Limit};
use utoipa::ToSchema;

use super::{find_user, verify};
use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Json},
    limits::By,
    passwords,
    problem::Problem,
};

/// The old password and the new one.
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
/// Of the account that is signed in, whose old password must be given. Ends its other sign-ins and
/// the links of mails that would set a password; this sign-in goes on. Wrong passwords are counted
/// for this sign-in alone: those of others elsewhere do not lock it.
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
    app.limits.check(Limit::SignIn, &[By::Address(address), By::Account(user.id)]).await?;
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
