//! Authentication of the principal. No other module reads the credentials of `/api/v1`.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use axum_extra::headers::{Authorization, HeaderMapExt, authorization::Bearer};
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

/// A principal that may access reservations: a user, or a guest with a manage token. As an `Option`
/// it is `None` without credentials; invalid credentials are refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReservationAccess(pub(crate) Principal);

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

impl OptionalFromRequestParts<App> for ReservationAccess {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        match grant(parts, app)? {
            Some(grant) => Ok(Some(Self(principal(grant, app).await?))),
            None => Ok(None),
        }
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
pub(super) fn bearer(parts: &Parts) -> Result<Option<String>> {
    let header = parts.headers.typed_try_get::<Authorization<Bearer>>();
    let header = header.map_err(|_| Error::Unauthenticated)?;
    Ok(header.map(|header| header.token().trim().to_owned()))
}

/// Returns the user of an access token if its session is still valid: signing out takes effect
/// immediately.
async fn user(grant: Grant, app: &App) -> Result<Option<CurrentUser>> {
    let Grant::Access { sub: id, sid: session } = grant else {
        // The token of an unverified sign-up permits only anonymous access.
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
