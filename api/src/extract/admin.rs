//! Authentication of operators. For all other callers the admin routes respond with 404.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    Error,
    identity::{
        domain::{principal::Principal, role::Role},
        models::user::User,
    },
    platform::{domain::ids::UserId, models::audit::AuditContext},
};

use super::principal::current_user;
use crate::{
    App,
    problem::{Problem, REQUEST_ID},
};

/// A user with the role `operator`.
#[derive(Debug, Clone)]
pub(crate) struct Operator {
    id: UserId,
    request: Option<String>,
}

impl Operator {
    /// Returns the operator's name in the audit log.
    pub(crate) fn actor(&self) -> String {
        self.principal().audit_name(None)
    }

    /// Returns the operator's context for the audit log.
    pub(crate) fn audit_context(&self) -> AuditContext {
        AuditContext { actor: self.actor(), request: self.request.clone() }
    }

    pub(crate) fn user_id(&self) -> UserId {
        self.id
    }

    pub(crate) fn principal(&self) -> Principal {
        Principal::Operator(self.id)
    }

    /// Returns whether `id` is the operator's own user id.
    pub(crate) fn is(&self, id: UserId) -> bool {
        self.id == id
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
        let request =
            parts.headers.get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
        if found.role == Role::Operator {
            Ok(Self { id: user.id, request })
        } else {
            Err(Error::NotFound.into())
        }
    }
}
