//! An operator. To everybody else the addresses of the console do not exist.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{Error, domain::ids::UserId, models::user::User};

use super::caller::current_user;
use crate::{App, problem::Problem};

/// A user whose role is `operator`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operator(UserId);

impl Operator {
    /// How the audit names them.
    pub(crate) fn actor(self) -> String {
        format!("operator:{}", self.0)
    }
}

impl FromRequestParts<App> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let user = match current_user(parts, app).await {
            Err(Error::Unauthenticated) => return Err(Error::NotFound.into()),
            found => found?,
        };
        let found = app.db.read(move |conn| Ok::<_, Error>(User::find(conn, user.id)?)).await?;
        if found.role == "operator" { Ok(Self(user.id)) } else { Err(Error::NotFound.into()) }
    }
}
