//! Authorization for the console. Admin routes return 404 to callers without the permission.

use std::marker::PhantomData;

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    Error,
    identity::{
        domain::{
            permission::Permission,
            principal::Principal,
            scope::{GrantedRole, Scope},
        },
        models::role_grant,
    },
    platform::{domain::ids::UserId, models::audit::AuditContext},
};

use super::{permissions::Required, principal::current_user};
use crate::{
    App,
    problem::{Problem, REQUEST_ID},
};

/// A signed-in user with at least one role.
#[derive(Debug, Clone)]
pub(crate) struct ConsoleUser {
    id: UserId,
    roles: Vec<GrantedRole>,
}

/// A user of the console who has the permission `P` in at least one place.
#[derive(Debug, Clone)]
pub(crate) struct Permitted<P> {
    user: ConsoleUser,
    scope: Scope,
    request: Option<String>,
    permission: PhantomData<P>,
}

impl ConsoleUser {
    /// Returns the active roles, the oldest first.
    pub(crate) fn roles(&self) -> &[GrantedRole] {
        &self.roles
    }
}

impl<P> Permitted<P> {
    /// Returns the user's name in the audit log.
    pub(crate) fn actor(&self) -> String {
        self.principal().audit_name(None)
    }

    /// Returns the user's context for the audit log.
    pub(crate) fn audit_context(&self) -> AuditContext {
        AuditContext { actor: self.actor(), request: self.request.clone() }
    }

    pub(crate) fn principal(&self) -> Principal {
        Principal::Operator(self.user.id)
    }

    pub(crate) fn user_id(&self) -> UserId {
        self.user.id
    }

    /// Returns whether `id` is the user's own id.
    pub(crate) fn is(&self, id: UserId) -> bool {
        self.user.id == id
    }

    /// Returns the places in which the user has the permission. The handler refuses other objects
    /// with `not_found` and leaves them out of lists.
    pub(crate) fn scope(&self) -> Scope {
        self.scope.clone()
    }

    /// Returns whether the user has `permission` everywhere.
    pub(crate) fn has_everywhere(&self, permission: Permission) -> bool {
        Scope::of(permission, &self.user.roles) == Some(Scope::Everywhere)
    }

    /// Returns whether the user has `permission` in at least one place.
    pub(crate) fn has(&self, permission: Permission) -> bool {
        Scope::of(permission, &self.user.roles).is_some()
    }
}

impl FromRequestParts<App> for ConsoleUser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let user = match current_user(parts, app).await {
            Err(Error::Unauthenticated) => return Err(Error::NotFound.into()),
            found => found?,
        };
        // Read for each request, so that a grant and its revocation take effect at once.
        let roles =
            app.db.read(move |conn| Ok::<_, Error>(role_grant::roles_of(conn, user.id)?)).await?;
        if roles.is_empty() { Err(Error::NotFound.into()) } else { Ok(Self { id: user.id, roles }) }
    }
}

impl<P: Required> FromRequestParts<App> for Permitted<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let user = ConsoleUser::from_request_parts(parts, app).await?;
        let scope = Scope::of(P::PERMISSION, &user.roles).ok_or(Error::NotFound)?;
        let request =
            parts.headers.get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
        Ok(Self { user, scope, request, permission: PhantomData })
    }
}
