//! Authentication by `Authorization: Token <40 hex digits>`. Each use extends the token's lifetime.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header::AUTHORIZATION, request::Parts},
};
use shared::{
    identity::operations::use_token,
    platform::domain::ids::{SessionId, UserId},
};

use super::LegacyErrorResponse;
use crate::App;

/// A user who sent a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenUser {
    pub(super) id: UserId,
    pub(super) session: SessionId,
}

impl FromRequestParts<App> for TokenUser {
    type Rejection = LegacyErrorResponse;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, LegacyErrorResponse> {
        let (token, now) = (token(parts.headers.get(AUTHORIZATION))?, app.now());
        match app.db.write(move |conn| use_token(conn, &token, now)).await? {
            Some((id, session)) => Ok(Self { id, session }),
            None => Err(LegacyErrorResponse::unauthenticated("Invalid token.")),
        }
    }
}

/// Returns the token in the header. Another scheme is treated as a missing header.
fn token(header: Option<&HeaderValue>) -> Result<String, LegacyErrorResponse> {
    let missing =
        || LegacyErrorResponse::unauthenticated("Authentication credentials were not provided.");
    let refused =
        |why: &str| LegacyErrorResponse::unauthenticated(&format!("Invalid token header. {why}"));
    let header = String::from_utf8_lossy(header.ok_or_else(missing)?.as_bytes()).into_owned();
    let words: Vec<_> = header.split_whitespace().collect();
    match words.as_slice() {
        [scheme, token @ ..] if scheme.eq_ignore_ascii_case("token") => match token {
            [] => Err(refused("No credentials provided.")),
            [token] => Ok((*token).to_owned()),
            _ => Err(refused("Token string should not contain spaces.")),
        },
        _ => Err(missing()),
    }
}
