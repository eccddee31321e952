//! Access to the verification of an email address: by a pending sign-up, a user, or a guest with a
//! link.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{Error, identity::domain::principal::Principal, platform::token::Grant};

use super::principal::{grant, principal};
use crate::{App, problem::Problem};

/// A principal whose email address is to be verified.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerificationAccess(pub(crate) Principal);

impl VerificationAccess {
    /// Returns the principal of the request's token, if it is valid. Verification links need no
    /// token.
    pub(crate) async fn known(parts: &Parts, app: &App) -> Result<Option<Principal>, Error> {
        let found = match grant(parts, app) {
            Ok(Some(grant)) => verification_principal(grant, app).await,
            Ok(None) => return Ok(None),
            Err(error) => Err(error),
        };
        match found {
            Err(Error::Unauthenticated) => Ok(None),
            found => found.map(Some),
        }
    }
}

async fn verification_principal(grant: Grant, app: &App) -> Result<Principal, Error> {
    match grant {
        Grant::SignUp { sub } => Ok(Principal::SignUp(sub)),
        grant => principal(grant, app).await,
    }
}

impl FromRequestParts<App> for VerificationAccess {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let grant = grant(parts, app)?.ok_or(Error::Unauthenticated)?;
        Ok(Self(verification_principal(grant, app).await?))
    }
}
