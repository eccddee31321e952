//! Sign in, renew, sign out.

use axum::{Json as Body, extract::State, http::StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::{
    Error,
    models::{email_proof::EmailProof, session, user::User},
    operations::{self, Renewal},
};
use utoipa::ToSchema;

use super::{Credentials, SessionView, find_user, open_session, random_token, view};
use crate::{
    App,
    extract::{CurrentUser, Json},
    problem::Problem,
};

/// Sign in
///
/// The answer to a wrong password and to an unknown address is the same, and takes as long. Whoever has signed up and not confirmed yet is told
/// `email_unconfirmed`.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "accounts", request_body = Credentials,
    responses((status = 201, body = SessionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_session(
    State(app): State<App>,
    Json(body): Json<Credentials>,
) -> Result<(StatusCode, Body<SessionView>), Problem> {
    let (email, now) = (body.email.trim().to_owned(), app.now());
    let found = app.db.read(move |conn| {
        Ok::<_, Error>((User::by_email(conn, &email)?, EmailProof::waiting_sign_up(conn, &email, now)?))
    });
    let (user, waiting) = found.await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    if let (true, Some(user)) = (app.passwords.verify(body.password.clone(), hash).await?, user) {
        return Ok((StatusCode::CREATED, Body(open_session(&app, user).await?)));
    }
    // Whoever has signed up with this password, be there an account or not, learns that it waits; whatever is found, the time is the same.
    let is_waiting = app.passwords.verify(body.password, waiting.and_then(|proof| proof.password_hash)).await?;
    Err(if is_waiting { Error::EmailUnconfirmed } else { Error::WrongCredentials }.into())
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
