//! Sign-up, and the account of the current user.

use axum::{Json as Body, extract::State, http::StatusCode};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::Serialize;
use shared::{
    Error,
    identity::{
        domain::verification::Subject,
        models::{email_verification::EmailVerification, user::User},
        operations::{RequestVerification, begin_sign_up},
    },
    platform::{
        config::limits::Limit,
        domain::{email::Email, language::Language},
        error::FieldError,
        token::Grant,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Credentials, SessionView, UserView, find_user, open_session};
use crate::{
    App,
    cookies::{Delivery, SessionKind},
    extract::{AcceptLanguage, ClientAddress, CurrentUser, Json},
    limits::RateLimitScope,
    passwords,
    problem::Problem,
};

/// A sign-up that is waiting for verification.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignUpView {
    /// Address to which the link and the code are sent.
    pub(crate) email: String,
    /// Bearer token of the sign-up: send it with the code or the token of the link, to request
    /// another mail, or to correct the address.
    pub(crate) sign_up_token: String,
    /// Expiry of the code.
    code_expires_at: DateTime<Utc>,
    /// Expiry of the link and of the sign-up.
    expires_at: DateTime<Utc>,
}

impl SignUpView {
    pub(crate) fn new(app: &App, proof: &EmailVerification) -> Result<Self, Error> {
        let id = proof.subject.rsplit(':').next().and_then(|id| id.parse().ok());
        let sub = id.ok_or_else(|| Error::Internal(format!("{} is no sign-up", proof.subject)))?;
        Ok(Self {
            email: proof.email.clone(),
            sign_up_token: app.tokens.sign(Grant::SignUp { sub }, proof.expires_at)?,
            code_expires_at: proof.code_expires_at,
            expires_at: proof.expires_at,
        })
    }
}

/// Result of a sign-up.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum SignedUp {
    SignedIn(SessionView),
    Waiting(SignUpView),
}

/// Sign up
///
/// Returns 202 and sends a link and a 6-digit code to the address. The account is created when
/// either is used (`POST /api/v1/email-confirmations`) together with the `sign_up_token`. Without
/// that token the link requires a new password. The response is the same whether or not the address
/// has an account; an existing account is notified by mail. If the operator does not require
/// verification, the account is created at once: 201, or `email_taken`. Each address, compared
/// without case, has at most one account. The mail and the account have the language of
/// `Accept-Language`.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = Credentials,
    params(("X-Session" = Option<SessionKind>, Header,
    description = "Delivery of the tokens of a sign-in: in the body, or in cookies")),
    responses((status = 201, body = SessionView), (status = 202, body = SignUpView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_account(
    State(app): State<App>,
    address: ClientAddress,
    delivery: Delivery,
    AcceptLanguage(language): AcceptLanguage,
    Json(body): Json<Credentials>,
) -> Result<(StatusCode, CookieJar, Body<SignedUp>), Problem> {
    let network = address.network().to_string();
    app.limits
        .check(
            Limit::SignUp,
            &[RateLimitScope::Address(address), RateLimitScope::EmailFrom(&body.email, &network)],
        )
        .await?;
    let email = body.email.parse::<Email>();
    let wrong_email =
        email.as_ref().err().map(|error| FieldError::new("email", "malformed", error.to_string()));
    let errors: Vec<_> = wrong_email
        .into_iter()
        .chain(passwords::check("password", &body.password, &body.email))
        .collect();
    let (Ok(email), true) = (email, errors.is_empty()) else {
        return Err(Error::Invalid(errors).into());
    };
    if !app.terms.verify_emails {
        let user = register(&app, email, body.password, language).await?;
        let (cookies, session) = open_session(&app, user).await?.deliver(&app, delivery)?;
        return Ok((StatusCode::CREATED, cookies, Body(SignedUp::SignedIn(session))));
    }
    let waiting = wait_for_verification(&app, email, body.password, address, language).await?;
    Ok((StatusCode::ACCEPTED, CookieJar::new(), Body(SignedUp::Waiting(waiting))))
}

/// Starts a sign-up with a validated password. The account is created only after the address is
/// verified.
pub(crate) async fn wait_for_verification(
    app: &App,
    email: Email,
    password: SecretString,
    address: ClientAddress,
    language: Option<Language>,
) -> Result<SignUpView, Error> {
    let (password_hash, now) = (Some(app.passwords.hash(password).await?), app.now());
    let request = RequestVerification {
        subject: Subject::SignUp(Uuid::now_v7()),
        email,
        password_hash,
        until: None,
        language,
    };
    let budget = address.mail_budget(app)?;
    let proof = app.db.write(move |conn| begin_sign_up(conn, &request, &budget, now)).await?;
    SignUpView::new(app, &proof)
}

/// Creates an account at once with a validated password, for sites that do not require
/// verification.
pub(crate) async fn register(
    app: &App,
    email: Email,
    password: SecretString,
    language: Option<Language>,
) -> Result<User, Error> {
    let (hash, now) = (app.passwords.hash(password).await?, app.now());
    app.db.write(move |conn| User::insert(conn, &email, &hash, language, now)).await
}

/// Show your account
#[utoipa::path(get, path = "/api/v1/account", tag = "accounts", security(("bearer" = [])),
    responses((status = 200, body = UserView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_account(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Body<UserView>, Problem> {
    let user = find_user(&app, user.id).await?;
    Ok(Body(UserView::read(&app, user).await?))
}
