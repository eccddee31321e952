//! Accounts: sign up, sign in, sign out, change the password.

use axum::{Json, extract::State, http::StatusCode};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::{
        models::{session, user::User},
        operations,
    },
    platform::{config::limits::Limit, domain::email::Email},
};
use utoipa::ToSchema;

use super::{
    LegacyErrorResponse,
    authorization::TokenUser,
    body::{Body, Field, Wrapped},
    error_response::{LegacyError, sentence},
};
use crate::{
    App,
    extract::{ClientAddress, Known, Origin},
    handlers::identity::account::{authenticate, register, wait_for_verification},
    limits::RateLimitScope,
    passwords,
    problem::Problem,
};

const PASSWORD_ERROR: &str = "password_error";

/// Request to sign up.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegacySignUp {
    credentials: SignUpCredentials,
}

#[derive(Deserialize, ToSchema)]
struct SignUpCredentials {
    #[serde(default)]
    #[schema(value_type = String, required = true, example = "ann@example.com")]
    email: Field,
    /// 8 to 128 characters that are hard to guess. The original's client sends
    /// `Base64(SHA-256(password))`.
    #[serde(default)]
    #[schema(value_type = String, required = true,
        example = "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=")]
    password: Field,
    #[serde(default)]
    #[schema(value_type = String, required = true,
        example = "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=")]
    password_confirmation: Field,
}

/// Request to sign in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegacySignIn {
    credentials: SignInCredentials,
}

#[derive(Deserialize, ToSchema)]
struct SignInCredentials {
    #[serde(default)]
    #[schema(value_type = String, required = true, example = "ann@example.com")]
    email: Field,
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    password: Field,
}

/// Request to change the password.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegacyChangePassword {
    credentials: ChangePasswordCredentials,
}

#[derive(Deserialize, ToSchema)]
struct ChangePasswordCredentials {
    /// Email address of the token's user.
    #[serde(default)]
    #[schema(value_type = String, required = true, example = "ann@example.com")]
    email: Field,
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    password: Field,
    /// 8 to 128 characters that are hard to guess.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    new_password: Field,
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    new_password_confirmed: Field,
}

impl Wrapped for LegacySignUp {
    const WRAPPER: &'static str = "credentials";
}

impl Wrapped for LegacySignIn {
    const WRAPPER: &'static str = "credentials";
}

impl Wrapped for LegacyChangePassword {
    const WRAPPER: &'static str = "credentials";
}

/// Response to a sign-in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LegacyToken {
    email: String,
    /// Send it as `Authorization: Token …`. It expires 24 hours after its last use, or at the next
    /// sign-in.
    #[schema(example = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b")]
    token: String,
}

/// A sign-up that awaits verification of the email address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LegacySignUpWaiting {
    email: String,
    #[schema(
        example = "Confirm your email address first: the link and the code are in your mail."
    )]
    detail: String,
    /// Send it as `Authorization: Bearer …` with the code from the mail to `POST
    /// /api/v1/email-confirmations`.
    sign_up_token: String,
}

/// Result of a sign-up.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum LegacySignedUp {
    SignedIn(LegacyToken),
    Waiting(LegacySignUpWaiting),
}

/// Sign up, as the original did
///
/// If the operator requires verification of email addresses, the response is 202 without a token,
/// whether or not the address has an account. The account is created when the address is verified
/// by the link or the code in the mail.
#[utoipa::path(post, path = "/sign-up/", tag = "legacy", request_body = LegacySignUp,
    responses((status = 201, body = LegacyToken), (status = 202, body = LegacySignUpWaiting),
    (status = "4XX", body = LegacyError)))]
pub(crate) async fn sign_up(
    State(app): State<App>,
    address: ClientAddress,
    Body(LegacySignUp { credentials }): Body<LegacySignUp>,
) -> Result<(StatusCode, Json<LegacySignedUp>), LegacyErrorResponse> {
    let SignUpCredentials { email, password, password_confirmation } = credentials;
    if password != password_confirmation {
        return Err(LegacyErrorResponse::field(PASSWORD_ERROR, "Passwords do not match"));
    }
    let (email, password) = (email.email(), password.text().map(SecretString::from));
    let address_of = email.as_ref().map(Email::as_str).unwrap_or_default();
    let network = address.network().to_string();
    app.limits
        .check(
            Limit::SignUp,
            &[RateLimitScope::Address(address), RateLimitScope::EmailFrom(address_of, &network)],
        )
        .await?;
    let too_weak = password
        .as_ref()
        .ok()
        .and_then(|password| passwords::check("password", password, address_of));
    let (email, password) = match (email, password, too_weak) {
        (Ok(email), Ok(password), None) => (email, password),
        (email, password, too_weak) => {
            return Err(LegacyErrorResponse::of_fields(
                [("email", email.err()), ("password", password.err())],
                too_weak,
            ));
        }
    };
    if app.terms.verify_emails {
        let waiting = wait_for_verification(&app, email, password, address, None).await?;
        let (email, sign_up_token) = (waiting.email, waiting.sign_up_token);
        let detail = Problem::from(Error::EmailUnconfirmed).detail().to_owned();
        let waiting = LegacySignUpWaiting { email, detail: sentence(&detail), sign_up_token };
        return Ok((StatusCode::ACCEPTED, Json(LegacySignedUp::Waiting(waiting))));
    }
    let user = register(&app, email, password, None).await?;
    Ok((StatusCode::CREATED, Json(LegacySignedUp::SignedIn(issue(&app, user).await?))))
}

/// Sign in, as the original did
///
/// Revokes the user's previous token, so that other devices are signed out.
#[utoipa::path(post, path = "/sign-in/", tag = "legacy", request_body = LegacySignIn,
    responses((status = 200, body = LegacyToken), (status = "4XX", body = LegacyError)))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    address: ClientAddress,
    Body(LegacySignIn { credentials }): Body<LegacySignIn>,
) -> Result<Json<LegacyToken>, LegacyErrorResponse> {
    let origin = Origin { address, known: None };
    let user = find_user(&app, origin, &credentials.email, &credentials.password).await?;
    Ok(Json(issue(&app, user).await?))
}

/// Sign out, as the original did
#[utoipa::path(delete, path = "/sign-out/", tag = "legacy", security(("token" = [])),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn sign_out(
    State(app): State<App>,
    user: TokenUser,
) -> Result<StatusCode, LegacyErrorResponse> {
    let now = app.now();
    app.db.write(move |conn| Ok::<_, Error>(session::revoke(conn, user.session, now)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change the password, as the original did
///
/// The email address and the current password must be those of the token's user. The token remains
/// valid; all other sessions end.
#[utoipa::path(patch, path = "/change-pw/", tag = "legacy", request_body = LegacyChangePassword,
    security(("token" = [])),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn change_pw(
    State(app): State<App>,
    user: TokenUser,
    address: ClientAddress,
    Body(LegacyChangePassword { credentials }): Body<LegacyChangePassword>,
) -> Result<StatusCode, LegacyErrorResponse> {
    let ChangePasswordCredentials { email, password, new_password, new_password_confirmed } =
        credentials;
    if new_password != new_password_confirmed {
        return Err(LegacyErrorResponse::unlisted(PASSWORD_ERROR, "Passwords do not match"));
    }
    let Ok(new_password) = new_password.text() else {
        return Err(LegacyErrorResponse::unlisted(PASSWORD_ERROR, "No new passwords provided"));
    };
    let new_password = SecretString::from(new_password);
    if let Some(error) =
        passwords::check("new_password", &new_password, email.text().unwrap_or_default())
    {
        return Err(Error::Invalid(vec![error]).into());
    }
    let origin = Origin { address, known: Some((user.id, Known::Session(user.session))) };
    if find_user(&app, origin, &email, &password).await?.id != user.id {
        return Err(Error::WrongCredentials.into());
    }
    let (hash, now) = (app.passwords.hash(new_password).await?, app.now());
    app.db
        .write(move |conn| operations::change_password(conn, user.id, user.session, &hash, now))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Returns the user with this email address and password.
async fn find_user(
    app: &App,
    origin: Origin,
    email: &Field,
    password: &Field,
) -> Result<User, LegacyErrorResponse> {
    match (email.text(), password.text()) {
        (Ok(email), Ok(password)) => Ok(authenticate(app, origin, email, password.into()).await?),
        (email, password) => Err(LegacyErrorResponse::of_fields(
            [("email", email.err()), ("password", password.err())],
            None,
        )),
    }
}

/// Issues a new token and revokes the previous one.
async fn issue(app: &App, user: User) -> Result<LegacyToken, Error> {
    let (token, owner, now) = (hex::encode(rand::random::<[u8; 20]>()), user.clone(), app.now());
    let stored = token.clone();
    app.db.write(move |conn| operations::issue_token(conn, &owner, &stored, now)).await?;
    Ok(LegacyToken { email: user.email, token })
}
