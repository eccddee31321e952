//! Settings of an account.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer};
use shared::{Error, identity::models::user::User, platform::domain::language::Language};
use utoipa::ToSchema;

use super::UserView;
use crate::{
    App,
    extract::{CurrentUser, Json},
    problem::Problem,
};

/// Settings to change.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct UpdateAccount {
    /// Language of mails and other texts to you: `en`, `es`, `de` or `fr`; `null` for no choice.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, required = true, example = "de")]
    language: Option<Language>,
}

/// Reads a member that may be `null` but not absent.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    Option::deserialize(deserializer)
}

/// Change the settings of your account
///
/// The language is that of later mails. Responses have the language of `Accept-Language`.
#[utoipa::path(patch, path = "/api/v1/account", tag = "accounts", security(("bearer" = [])),
    request_body = UpdateAccount,
    responses((status = 200, body = UserView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn update_account(
    State(app): State<App>,
    user: CurrentUser,
    Json(body): Json<UpdateAccount>,
) -> Result<Body<UserView>, Problem> {
    let language = body.language;
    let updated = app
        .db
        .write(move |conn| Ok::<_, Error>(User::set_language(conn, user.id, language)?))
        .await?;
    Ok(Body(UserView::read(&app, updated).await?))
}
