//! Sign up, and see who one is.

use axum::{Json as Body, extract::State, http::StatusCode};
use secrecy::SecretString;
use shared::{Error, config::limits::Limit, domain::email::Email, error::FieldError, models::user::User};

use super::{Credentials, SessionView, UserView, find_user, open_session};
use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Json},
    limits::By,
    passwords,
    problem::Problem,
};

/// Sign up
///
/// Creates an account and signs it in. An email address has one account, whatever its case.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = Credentials,
    responses((status = 201, body = SessionView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_account(
    State(app): State<App>,
    address: ClientAddress,
    Json(body): Json<Credentials>,
) -> Result<(StatusCode, Body<SessionView>), Problem> {
    app.limits.check(Limit::SignUp, &[By::Address(address), By::Email(&body.email)]).await?;
    let email = body.email.parse::<Email>();
    let wrong_email = email.as_ref().err().map(|error| FieldError::new("email", "malformed", error.to_string()));
    let errors: Vec<_> =
        wrong_email.into_iter().chain(passwords::check("password", &body.password, &body.email)).collect();
    let (Ok(email), true) = (email, errors.is_empty()) else { return Err(Error::Invalid(errors).into()) };
    let user = register(&app, email, body.password).await?;
    Ok((StatusCode::CREATED, Body(open_session(&app, user).await?)))
}

/// Creates an account for a password that has been checked.
pub(crate) async fn register(app: &App, email: Email, password: SecretString) -> Result<User, Error> {
    let (hash, now) = (app.passwords.hash(password).await?, app.now());
    app.db.write(move |conn| User::insert(conn, &email, &hash, "driver", now)).await
}

/// Who you are
#[utoipa::path(get, path = "/api/v1/account", tag = "accounts", security(("bearer" = [])),
    responses((status = 200, body = UserView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_account(State(app): State<App>, user: CurrentUser) -> Result<Body<UserView>, Problem> {
    Ok(Body(find_user(&app, user.id).await?.into()))
}
