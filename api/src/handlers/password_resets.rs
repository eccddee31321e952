//! Forgotten passwords.

use axum::{extract::State, http::StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::{
        domain::verification::Subject,
        operations::{ResetBy, TypedCode, begin_password_reset, reset_password as set_forgotten},
    },
    platform::{config::limits::Limit, domain::email::Email, token::Grant},
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{ClientAddress, Json},
    limits::By,
    passwords,
    problem::Problem,
};

/// Whose password is forgotten.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RequestPasswordReset {
    #[schema(example = "ann@example.com")]
    email: String,
}

/// A new password, and what shows who may set it: the token of the link, or address and code.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ResetPassword {
    /// What stands behind `#token=` in the link.
    #[schema(value_type = Option<String>)]
    token: Option<SecretString>,
    /// With `code`.
    #[schema(example = "ann@example.com")]
    email: Option<String>,
    /// The six digits.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<SecretString>,
    /// At least 8 characters.
    #[schema(value_type = String)]
    new_password: SecretString,
}

/// Ask for a new password
///
/// The answer is always the same. Whoever has an account with this address gets a mail with a link
/// and a code; once a minute, and five times an hour. Wrong passwords, which may lock sign-ins, do
/// not keep anybody from asking.
#[utoipa::path(post, path = "/api/v1/password-resets", tag = "accounts",
    request_body = RequestPasswordReset,
    responses((status = 202, description = "If the address has an account, a mail is on its way"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn request_password_reset(
    State(app): State<App>,
    address_of: ClientAddress,
    Json(body): Json<RequestPasswordReset>,
) -> Result<StatusCode, Problem> {
    let network = address_of.network().to_string();
    app.limits
        .check(
            Limit::PasswordReset,
            &[By::Address(address_of), By::EmailFrom(&body.email, &network)],
        )
        .await?;
    let (email, now, budget) = (address(&body.email)?, app.now(), address_of.mail_budget(&app)?);
    app.db.write(move |conn| begin_password_reset(conn, email, &budget, now)).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Set a new password
///
/// By the link of the mail, or by address and code. Ends every sign-in of the account, and tells by
/// mail that the password was changed. Link and code are good once, and end when the password is
/// changed otherwise, or the account is signed out everywhere. After ten wrong codes for an address
/// within a day only the link works: `link_required`.
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
    let by = [By::Address(address_of), By::EmailFrom(named, &network)];
    // A link names nobody.
    app.limits
        .check(Limit::Code, by.get(..if named.is_empty() { 1 } else { 2 }).unwrap_or(&by))
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
    // Hashed before anything is known, so that every answer takes as long.
    let (hash, tokens) = (app.passwords.hash(body.new_password).await?, app.tokens.clone());
    let done = app.db.write(move |conn| {
        let by = match (&typed, linked) {
            (Some((subject, code)), _) => {
                ResetBy::Code(TypedCode { subject, code, tokens: &tokens })
            }
            (None, Some(id)) => ResetBy::Link(id),
            (None, None) => return Ok(None),
        };
        set_forgotten(conn, &by, &hash, now)
    });
    match done.await? {
        Some(_) => Ok(StatusCode::NO_CONTENT),
        None => Err(Error::WrongCode.into()),
    }
}

fn address(text: &str) -> Result<Email> {
    text.parse().map_err(|error| Error::field("email", "malformed", format!("{error}")))
}
