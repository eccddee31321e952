//! Sign-in, token renewal and sign-out.

use axum::{
    Json as Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::{
    Error,
    identity::{
        models::{email_verification::EmailVerification, session, user::User},
        operations::{self, Renewal},
    },
    platform::{config::limits::Limit, domain::email::Email},
};
use utoipa::ToSchema;

use super::{Credentials, SessionView, find_user, open_session, verify, view};
use crate::{
    App,
    cookies::{self, Delivery, SessionKind},
    extract::{CurrentUser, Json, Optional, Origin},
    limits::RateLimitScope,
    problem::Problem,
};

/// Sign in
///
/// A wrong password and an unknown address give the same response in the same time. If the sign-up
/// with this address is not verified yet, the code is `email_unconfirmed`. After five consecutive
/// wrong passwords from one network, the address is locked for that network for 30 seconds, and
/// longer after each further failure. While locked, the code is `sign_in_locked`, even for the
/// correct password; `Retry-After` gives the remaining time. A cookie identifies a browser in which
/// the user has signed in before; its failures are counted separately.
///
/// With `X-Session: cookie`, which browsers should send, the tokens are set as `HttpOnly` cookies
/// and omitted from the body.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "accounts", request_body = Credentials,
    params(("X-Session" = Option<SessionKind>, Header,
    description = "Delivery of the tokens: in the body, or in cookies")),
    responses((status = 201, body = SessionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_session(
    State(app): State<App>,
    origin: Origin,
    delivery: Delivery,
    Json(body): Json<Credentials>,
) -> Result<(StatusCode, CookieJar, Body<SessionView>), Problem> {
    let user = authenticate(&app, origin, &body.email, body.password).await?;
    let (cookies, session) = open_session(&app, user).await?.deliver(&app, delivery)?;
    Ok((StatusCode::CREATED, cookies, Body(session)))
}

/// Returns the user with this address and password.
///
/// # Errors
///
/// `WrongCredentials`, after the time that a success takes, or `EmailUnconfirmed` for a pending
/// sign-up.
pub(crate) async fn authenticate(
    app: &App,
    origin: Origin,
    email: &str,
    password: SecretString,
) -> Result<User, Error> {
    app.limits
        .check(
            Limit::SignIn,
            &[
                RateLimitScope::Address(origin.address),
                RateLimitScope::EmailFrom(email, &origin.key()),
            ],
        )
        .await?;
    let email = email.parse::<Email>().map_err(|_| Error::WrongCredentials)?;
    let (owned, now) = (email.clone(), app.now());
    let found = app.db.read(move |conn| {
        let waiting = EmailVerification::waiting_sign_up(conn, owned.as_str(), now)?;
        Ok::<_, Error>((User::by_email(conn, owned.as_str())?, waiting))
    });
    let (user, waiting) = found.await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let source = origin.source(user.as_ref().map(|user| user.id));
    if let (true, Some(user)) =
        (verify(app, email.as_str(), source, password.clone(), hash).await?, user)
    {
        return Ok(user);
    }
    // The pending sign-up is looked up whether or not there is an account, so that the response
    // time is the same in every case.
    let is_waiting =
        app.passwords.verify(password, waiting.and_then(|proof| proof.password_hash)).await?;
    Err(if is_waiting { Error::EmailUnconfirmed } else { Error::WrongCredentials })
}

/// Refresh token, unless it is sent in a cookie.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct RenewSession {
    #[schema(value_type = Option<String>)]
    refresh_token: Option<SecretString>,
}

/// Renew a session
///
/// Returns a new access token and a new refresh token, and invalidates the old refresh token. For
/// five minutes the old token can be used again, for example by another tab or after a lost
/// response, and returns the same new refresh token, provided that the new one has not been used.
/// Any other reuse ends the session.
///
/// With `X-Session: cookie` the refresh token is read from its cookie and the new tokens are set as
/// cookies. If the token is invalid, the cookies are cleared.
#[utoipa::path(post, path = "/api/v1/sessions/renew", tag = "accounts",
    request_body = Option<RenewSession>,
    params(("X-Session" = Option<SessionKind>, Header,
    description = "Source of the tokens: the body, or cookies")),
    responses((status = 200, body = SessionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn renew_session(
    State(app): State<App>,
    delivery: Delivery,
    headers: HeaderMap,
    Optional(body): Optional<RenewSession>,
) -> Result<(CookieJar, Body<SessionView>), Response> {
    let token = match (delivery, body.refresh_token) {
        (Delivery::Body, None) => {
            return Err(refused(Error::field(
                "refresh_token",
                "required",
                "or a cookie must be given",
            )));
        }
        (Delivery::Body, Some(token)) => Some(token),
        (Delivery::Cookie, _) => {
            cookies::refresh_token(&headers, &app.public_url).map(SecretString::from)
        }
    };
    match (renew(&app, token).await, delivery) {
        (Ok(session), _) => {
            let (cookies, session) = session.deliver_renewed(&app, delivery);
            Ok((cookies, Body(session)))
        }
        (Err(error @ Error::Unauthenticated), Delivery::Cookie) => {
            Err((cookies::forget(&app.public_url), refused(error)).into_response())
        }
        (Err(error), _) => Err(refused(error)),
    }
}

fn refused(error: Error) -> Response {
    Problem::from(error).into_response()
}

async fn renew(app: &App, token: Option<SecretString>) -> Result<SessionView, Error> {
    let token = token.ok_or(Error::Unauthenticated)?;
    let (next, now) = (app.tokens.successor(token.expose_secret())?, app.now());
    let stored = next.clone();
    let renewal = app
        .db
        .write(move |conn| operations::renew_session(conn, token.expose_secret(), &stored, now));
    let Renewal::Renewed(user_id, session) = renewal.await? else {
        return Err(Error::Unauthenticated);
    };
    view(app, find_user(app, user_id).await?, session, next).await
}

/// Sign out everywhere
///
/// Ends all your sessions at once, including this one, revokes their access tokens and clears the
/// cookies of this one. Pending password links are revoked as well.
#[utoipa::path(delete, path = "/api/v1/sessions", tag = "accounts", security(("bearer" = [])),
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn delete_sessions(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<(StatusCode, CookieJar), Problem> {
    let now = app.now();
    let signed_out = app.db.write(move |conn| {
        let user = User::find(conn, user.id)?;
        operations::sign_out_everywhere(conn, &user, now)
    });
    signed_out.await?;
    Ok((StatusCode::NO_CONTENT, cookies::forget(&app.public_url)))
}

/// Sign out
///
/// Ends the current session at once, revokes its access token and clears its cookies.
#[utoipa::path(delete, path = "/api/v1/sessions/current", tag = "accounts",
    security(("bearer" = [])),
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn delete_session(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<(StatusCode, CookieJar), Problem> {
    let now = app.now();
    app.db.write(move |conn| Ok::<_, Error>(session::revoke(conn, user.session, now)?)).await?;
    Ok((StatusCode::NO_CONTENT, cookies::forget(&app.public_url)))
}
