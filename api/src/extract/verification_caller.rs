//! Callers who can verify an email address: a pending sign-up, a user, or a guest with a link.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    Error, identity::domain::verification::VerificationPrincipal, platform::token::Grant,
};

use super::principal::{grant, user};
use crate::{App, problem::Problem};

/// The caller whose email address is to be verified.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerificationCaller(pub(crate) VerificationPrincipal);

impl VerificationCaller {
    /// Returns the owner of the request's token, if it is valid. Verification links need no token.
    pub(crate) async fn known(
        parts: &Parts,
        app: &App,
    ) -> Result<Option<VerificationPrincipal>, Error> {
        let found = match grant(parts, app) {
            Ok(Some(grant)) => prover(grant, app).await,
            Ok(None) => return Ok(None),
            Err(error) => Err(error),
        };
        match found {
            Err(Error::Unauthenticated) => Ok(None),
            found => found.map(Some),
        }
    }
}

async fn prover(grant: Grant, app: &App) -> Result<VerificationPrincipal, Error> {
    match grant {
        Grant::SignUp { sub } => Ok(VerificationPrincipal::SignUp(sub)),
        Grant::Manage { sub } => Ok(VerificationPrincipal::Guest(sub)),
        grant => user(grant, app)
            .await?
            .map(|user| VerificationPrincipal::Account(user.id))
            .ok_or(Error::Unauthenticated),
    }
}

impl FromRequestParts<App> for VerificationCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let grant = grant(parts, app)?.ok_or(Error::Unauthenticated)?;
        Ok(Self(prover(grant, app).await?))
    }
}
