//! Authentication of WebSocket connections.

use axum::http::request::Parts;
use shared::{Error, Result, platform::token::Grant};

use super::principal::{bearer, principal};
use crate::{App, cookies, live::LiveAccess};

/// Authenticates by a token.
///
/// # Errors
/// `Unauthenticated` without a valid token and session.
pub(crate) async fn authenticate_live(token: &str, app: &App) -> Result<LiveAccess> {
    let (grant, expires_at) =
        app.tokens.read_until(token, app.now()).ok_or(Error::Unauthenticated)?;
    let session = match grant {
        Grant::Access { sid, .. } => Some(sid),
        _ => None,
    };
    Ok(LiveAccess { principal: principal(grant, app).await?, session, expires_at })
}

/// Authenticates a handshake by the bearer token or the session cookie; `None` without either. An
/// expired or invalid cookie also gives `None`, because browsers do not report why a WebSocket
/// handshake was refused. Requests that need authentication then fail on the connection.
///
/// # Errors
/// `Unauthenticated` if the bearer token is invalid.
pub(crate) async fn live_access(parts: &Parts, app: &App) -> Result<Option<LiveAccess>> {
    if let Some(token) = bearer(parts)? {
        return authenticate_live(&token, app).await.map(Some);
    }
    let Some(token) = cookies::access_token(&parts.headers, &app.public_url) else {
        return Ok(None);
    };
    match authenticate_live(&token, app).await {
        Err(Error::Unauthenticated) => Ok(None),
        found => found.map(Some),
    }
}
