//! Password resets.

use axum::{extract::State, http::StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::{
        domain::verification::Subject,
        operations::{
            ResetCredential, TypedCode, begin_password_reset, reset_password as set_forgotten,
        },
    },
    platform::{config::limits::Limit, domain::email::Email, token::Grant},
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Json},
    limits::RateLimitScope,
    passwords,
    problem::Problem,
};

/// Address of the account.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RequestPasswordReset {
    #[schema(example = "ann@example.com")]
    email: String,
}

/// A new password, authorized by the token of the link, or by address and code.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ResetPassword {
    /// Text after `#token=` in the link.
    #[schema(value_type = Option<String>)]
    token: Option<SecretString>,
    /// Required with `code`.
    #[schema(example = "ann@example.com")]
    email: Option<String>,
    /// 6-digit code.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<SecretString>,
    /// At least 8 characters.
    #[schema(value_type = String)]
    new_password: SecretString,
}

/// Request a password reset
///
/// The response is always the same. If there is an account with this address, a link and a code are
/// mailed to it, at most once a minute and five times an hour. A sign-in lock after wrong passwords
/// does not affect this request.
#[utoipa::path(post, path = "/api/v1/password-resets", tag = "accounts",
    request_body = RequestPasswordReset,
    responses((status = 202, description = "If the address has an account, a mail is on its way"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn request_password_reset(
    State(app): State<App>,
    address_of: ClientAddress,
    AcceptLanguage(language): AcceptLanguage,
    Json(body): Json<RequestPasswordReset>,
) -> Result<StatusCode, Problem> {
    let network = address_of.network().to_string();
    app.limits
        .check(
            Limit::PasswordReset,
            &[
                RateLimitScope::Address(address_of),
                RateLimitScope::EmailFrom(&body.email, &network),
            ],
        )
        .await?;
    let (email, now, budget) = (address(&body.email)?, app.now(), address_of.mail_budget(&app)?);
    app.db.write(move |conn| begin_password_reset(conn, email, language, &budget, now)).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Set a new password
///
/// Accepts the link of the mail, or address and code. Revokes all sessions of the account and
/// notifies its owner by mail. The link and the code are valid once; they are also revoked when the
/// password is changed in another way or the account is signed out everywhere. After ten wrong
/// codes for an address within a day only the link is accepted: `link_required`.
#[utoipa::path(post, path = "/api/v1/password-resets/confirm", tag = "accounts",
    request_body = ResetPassword,
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn reset_password(
    State(app): State<App>,
    address_of: ClientAddress,
    Json(body): Json<ResetPassword>,
) -> Result<StatusCode, Problem> {
    let named = body.email.as_deref().unwrap_or_default();
    let network = address_of.network().to_string();
    let scopes = [RateLimitScope::Address(address_of), RateLimitScope::EmailFrom(named, &network)];
    // A link contains no address to limit by.
    app.limits
        .check(Limit::Code, scopes.get(..if named.is_empty() { 1 } else { 2 }).unwrap_or(&scopes))
        .await?;
    if let Some(error) = passwords::check("new_password", &body.new_password, named) {
        return Err(Error::Invalid(vec![error]).into());
    }
    let now = app.now();
    let linked = match body.token {
        None => None,
        Some(token) => match app.tokens.read(token.expose_secret(), now) {
            Some(Grant::ResetPassword { sub }) => Some(sub),
            _ => return Err(Error::WrongCode.into()),
        },
    };
    let typed = match (linked, body.email, body.code) {
        (Some(_), None, None) => None,
        (None, Some(email), Some(code)) => {
            Some((Subject::PasswordReset(address(&email)?).key(), code))
        }
        (Some(_), ..) => {
            return Err(Error::field("code", "conflicting", "cannot be given beside token").into());
        }
        (None, ..) => {
            return Err(
                Error::field("code", "required", "and email, or token, must be given").into()
            );
        }
    };
    // Hashed before any lookup, so that the response time is the same in every case.
    let (hash, tokens) = (app.passwords.hash(body.new_password).await?, app.tokens.clone());
    let done = app.db.write(move |conn| {
        let credential = match (&typed, linked) {
            (Some((subject, code)), _) => {
                ResetCredential::Code(TypedCode { subject, code, tokens: &tokens })
            }
            (None, Some(id)) => ResetCredential::Link(id),
            (None, None) => return Ok(None),
        };
        set_forgotten(conn, &credential, &hash, now)
    });
    match done.await? {
        Some(_) => Ok(StatusCode::NO_CONTENT),
        None => Err(Error::WrongCode.into()),
    }
}

fn address(text: &str) -> Result<Email> {
    text.parse().map_err(|error| Error::field("email", "malformed", format!("{error}")))
}
