//! Sign up, and see who one is.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    domain::{email::Email, proof::Subject},
    error::FieldError,
    models::{email_proof::EmailProof, user::User},
    operations::{AskForProof, begin_sign_up},
    token::Grant,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Credentials, SessionView, UserView, find_user, open_session};
use crate::{
    App,
    extract::{CurrentUser, Json},
    passwords,
    problem::Problem,
};

/// A sign-up that waits for its confirmation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignUpView {
    /// Where the link and the code go.
    email: String,
    /// Send it as `Authorization: Bearer …` with the code, to ask for another mail, or to mend the address.
    sign_up_token: String,
    /// Until when the code is good.
    code_expires_at: DateTime<Utc>,
    /// Until when the link is good, and the sign-up waits.
    expires_at: DateTime<Utc>,
}

impl SignUpView {
    pub(crate) fn new(app: &App, proof: &EmailProof) -> Result<Self, Error> {
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

/// What came of a sign-up.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum SignedUp {
    SignedIn(SessionView),
    Waiting(SignUpView),
}

/// Sign up
///
/// Answers 202: a link and a 6-digit code are on their way to the address, and the account is there as soon as one of them is used
/// (`POST /api/v1/email-confirmations`). The answer is the same whether or not the address has an account; who has one is told so by mail. Where
/// the operator does not require confirmation, the account is there at once: 201, or `email_taken`. An address has one account, whatever its case.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = Credentials,
    responses((status = 201, body = SessionView), (status = 202, body = SignUpView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_account(
    State(app): State<App>,
    Json(body): Json<Credentials>,
) -> Result<(StatusCode, Body<SignedUp>), Problem> {
    let email = body.email.parse::<Email>();
    let wrong_email = email.as_ref().err().map(|error| FieldError::new("email", "malformed", error.to_string()));
    let errors: Vec<_> = wrong_email.into_iter().chain(passwords::check("password", &body.password)).collect();
    let (Ok(email), true) = (email, errors.is_empty()) else { return Err(Error::Invalid(errors).into()) };
    let (hash, now) = (app.passwords.hash(body.password).await?, app.now());
    if app.terms.confirm_emails {
        let wanted =
            AskForProof { subject: Subject::SignUp(Uuid::now_v7()), email, password_hash: Some(hash), until: None };
        let proof = app.db.write(move |conn| begin_sign_up(conn, &wanted, now)).await?;
        return Ok((StatusCode::ACCEPTED, Body(SignedUp::Waiting(SignUpView::new(&app, &proof)?))));
    }
    let user = app.db.write(move |conn| User::insert(conn, &email, &hash, "driver", now)).await?;
    Ok((StatusCode::CREATED, Body(SignedUp::SignedIn(open_session(&app, user).await?))))
}

/// Who you are
#[utoipa::path(get, path = "/api/v1/account", tag = "accounts", security(("bearer" = [])),
    responses((status = 200, body = UserView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_account(State(app): State<App>, user: CurrentUser) -> Result<Body<UserView>, Problem> {
    Ok(Body(find_user(&app, user.id).await?.into()))
}
