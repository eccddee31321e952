//! The token of a link that shows a stay.

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::Error;

use super::principal::bearer;
use crate::{App, problem::Problem};

/// A token that may show a stay. It is no grant: every other route refuses it, and the handler
/// compares its hash with the stored one.
#[derive(Debug, Clone)]
pub(crate) struct ShareToken(pub(crate) String);

impl FromRequestParts<App> for ShareToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let token = bearer(parts)?.ok_or(Error::Unauthenticated)?;
        Ok(Self(token))
    }
}
