//! Somebody who is asked to prove an email address: who signs up, who has an account, or a guest with a link.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{Error, domain::proof::Prover, token::Grant};

use super::caller::{grant, user};
use crate::{App, problem::Problem};

/// Who is to prove an address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proving(pub(crate) Prover);

impl FromRequestParts<App> for Proving {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match grant(parts, app)?.ok_or(Error::Unauthenticated)? {
            Grant::SignUp { sub } => Ok(Self(Prover::SignUp(sub))),
            Grant::Manage { sub } => Ok(Self(Prover::Guest(sub))),
            grant => match user(grant, app).await? {
                Some(user) => Ok(Self(Prover::Account(user.id))),
                None => Err(Error::Unauthenticated.into()),
            },
        }
    }
}
