//! Sign in, renew, sign out.

use axum::{Json as Body, extract::State, http::StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::{
    Error,
    config::limits::Limit,
    domain::email::Email,
    models::{email_proof::EmailProof, session, user::User},
    operations::{self, Renewal},
};
use utoipa::ToSchema;

use super::{Credentials, SessionView, find_user, open_session, random_token, verify, view};
use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Json},
    limits::By,
    problem::Problem,
};

/// Sign in
///
/// The answer to a wrong password and to an unknown address is the same, and takes as long. Whoever has signed up and not confirmed yet is told
/// `email_unconfirmed`. After five wrong passwords in a row the address is locked for half a minute, then longer with each one more:
/// `sign_in_locked`, even to the right password. `Retry-After` tells how long.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "accounts", request_body = Credentials,
    responses((status = 201, body = SessionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_session(
    State(app): State<App>,
    address: ClientAddress,
    Json(body): Json<Credentials>,
) -> Result<(StatusCode, Body<SessionView>), Problem> {
    let user = authenticate(&app, address, &body.email, body.password).await?;
    Ok((StatusCode::CREATED, Body(open_session(&app, user).await?)))
}

/// The user with this address and password, or `WrongCredentials`, which takes as long; `EmailUnconfirmed` for a sign-up that waits.
pub(crate) async fn authenticate(
    app: &App,
    address: ClientAddress,
    email: &str,
    password: SecretString,
) -> Result<User, Error> {
    app.limits.check(Limit::SignIn, &[By::Address(address), By::Email(email)]).await?;
    let email = email.parse::<Email>().map_err(|_| Error::WrongCredentials)?;
    let (owned, now) = (email.clone(), app.now());
    let found = app.db.read(move |conn| {
        let waiting = EmailProof::waiting_sign_up(conn, owned.as_str(), now)?;
        Ok::<_, Error>((User::by_email(conn, owned.as_str())?, waiting))
    });
    let (user, waiting) = found.await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    if let (true, Some(user)) = (verify(app, email.as_str(), password.clone(), hash).await?, user) {
        return Ok(user);
    }
    // Whoever has signed up with this password, be there an account or not, learns that it waits; whatever is found, the time is the same.
    let is_waiting = app.passwords.verify(password, waiting.and_then(|proof| proof.password_hash)).await?;
    Err(if is_waiting { Error::EmailUnconfirmed } else { Error::WrongCredentials })
}

/// A refresh token.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RenewSession {
    #[schema(value_type = String)]
    refresh_token: SecretString,
}

/// Renew a sign-in
///
/// Gives a new access token and a new refresh token; the old refresh token is used up. Using one twice ends the sign-in.
#[utoipa::path(post, path = "/api/v1/sessions/renew", tag = "accounts", request_body = RenewSession,
    responses((status = 200, body = SessionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn renew_session(
    State(app): State<App>,
    Json(body): Json<RenewSession>,
) -> Result<Body<SessionView>, Problem> {
    let (next, now) = (random_token(), app.now());
    let (token, stored) = (body.refresh_token, next.clone());
    let renewal =
        app.db.write(move |conn| operations::renew_session(conn, token.expose_secret(), &stored, now)).await?;
    let Renewal::Renewed(user_id, session) = renewal else { return Err(Error::Unauthenticated.into()) };
    Ok(Body(view(&app, find_user(&app, user_id).await?, session, next)?))
}

/// Sign out
///
/// Ends this sign-in at once, its access token included.
#[utoipa::path(delete, path = "/api/v1/sessions/current", tag = "accounts", security(("bearer" = [])),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete_session(State(app): State<App>, user: CurrentUser) -> Result<StatusCode, Problem> {
    let now = app.now();
    app.db.write(move |conn| Ok::<_, Error>(session::revoke(conn, user.session, now)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
