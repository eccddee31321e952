//! Authentication of the principal. No other module reads the credentials of `/api/v1`.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use axum_extra::headers::{Authorization, HeaderMapExt, authorization::Bearer};
use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    identity::{domain::principal::Principal, models::session},
    platform::{
        domain::ids::{SessionId, UserId},
        token::Grant,
    },
};

use crate::{App, cookies, problem::Problem};

/// A signed-in user. As an `Option` it is `None` without credentials; invalid credentials are
/// refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CurrentUser {
    pub(crate) id: UserId,
    pub(crate) session: SessionId,
}

/// A principal that may access reservations: a user, or a guest with a manage token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReservationAccess(pub(crate) Principal);

/// Temporary access to reservations, on a connection that may outlast the token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LiveAccess {
    pub(crate) principal: Principal,
    /// The session that must remain valid; `None` for a guest's manage token.
    pub(crate) session: Option<SessionId>,
    /// Expiry of the token.
    pub(crate) expires_at: DateTime<Utc>,
}

impl LiveAccess {
    /// Authenticates by a token.
    pub(crate) async fn of_token(token: &str, app: &App) -> Result<Self> {
        let (grant, expires_at) =
            app.tokens.read_until(token, app.now()).ok_or(Error::Unauthenticated)?;
        let session = match grant {
            Grant::Access { sid, .. } => Some(sid),
            _ => None,
        };
        Ok(Self { principal: principal(grant, app).await?, session, expires_at })
    }

    /// Authenticates by the bearer token or the session cookie; `None` without either. An expired
    /// or invalid cookie also gives `None`, because browsers do not report why a WebSocket
    /// handshake was refused. Requests that need authentication then fail on the connection.
    pub(crate) async fn of_request(parts: &Parts, app: &App) -> Result<Option<Self>> {
        if let Some(token) = bearer(parts)? {
            return Self::of_token(&token, app).await.map(Some);
        }
        let Some(token) = cookies::access_token(&parts.headers, &app.public_url) else {
            return Ok(None);
        };
        match Self::of_token(&token, app).await {
            Err(Error::Unauthenticated) => Ok(None),
            found => found.map(Some),
        }
    }
}

impl FromRequestParts<App> for CurrentUser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(current_user(parts, app).await?)
    }
}

/// Returns the signed-in user.
///
/// # Errors
/// `Unauthenticated` without a valid session.
pub(super) async fn current_user(parts: &Parts, app: &App) -> Result<CurrentUser> {
    let grant = grant(parts, app)?.ok_or(Error::Unauthenticated)?;
    user(grant, app).await?.ok_or(Error::Unauthenticated)
}

impl OptionalFromRequestParts<App> for CurrentUser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        let Some(grant) = grant(parts, app)? else { return Ok(None) };
        Ok(user(grant, app).await?)
    }
}

impl FromRequestParts<App> for ReservationAccess {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let grant = grant(parts, app)?.ok_or(Error::Unauthenticated)?;
        Ok(Self(principal(grant, app).await?))
    }
}

/// Returns the principal of a grant that gives access to reservations.
///
/// # Errors
/// `EmailUnconfirmed` for a pending sign-up, `Unauthenticated` for other grants and ended sessions.
pub(super) async fn principal(grant: Grant, app: &App) -> Result<Principal> {
    if let Grant::Manage { sub } = grant {
        return Ok(Principal::ReservationLink(sub));
    }
    let user = user(grant, app).await?.ok_or(Error::Unauthenticated)?;
    Ok(Principal::User(user.id))
}

/// Returns the grant of the bearer token or the session cookie; `None` without either.
pub(super) fn grant(parts: &Parts, app: &App) -> Result<Option<Grant>> {
    let cookie = || cookies::access_token(&parts.headers, &app.public_url);
    let Some(token) = bearer(parts)?.or_else(cookie) else { return Ok(None) };
    app.tokens.read(&token, app.now()).map(Some).ok_or(Error::Unauthenticated)
}

/// Returns the bearer token; `None` without the header.
fn bearer(parts: &Parts) -> Result<Option<String>> {
    let header = parts.headers.typed_try_get::<Authorization<Bearer>>();
    let header = header.map_err(|_| Error::Unauthenticated)?;
    Ok(header.map(|header| header.token().trim().to_owned()))
}

/// Returns the user of an access token if its session is still valid: signing out takes effect
/// immediately.
async fn user(grant: Grant, app: &App) -> Result<Option<CurrentUser>> {
    let Grant::Access { sub: id, sid: session } = grant else {
        // The token of an unconfirmed sign-up permits only anonymous access.
        return if matches!(grant, Grant::SignUp { .. }) {
            Err(Error::EmailUnconfirmed)
        } else {
            Ok(None)
        };
    };
    let is_live =
        app.db.read(move |conn| Ok::<_, Error>(session::is_live(conn, session, id)?)).await?;
    if is_live { Ok(Some(CurrentUser { id, session })) } else { Err(Error::Unauthenticated) }
}
