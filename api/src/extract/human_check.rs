//! The proof of work in the `X-Human-Check` header.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    identity::domain::human_check::{HumanCheck, is_solved},
    platform::token::Grant,
};

use crate::App;

/// `<challenge>:<solution>`.
const HEADER: &str = "x-human-check";
/// Longer than any valid solution.
const MAX_SOLUTION_LENGTH: usize = 20;

/// The result of checking the header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProofOfWork(pub(crate) HumanCheck);

impl FromRequestParts<App> for ProofOfWork {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let Some(bits) = app.terms.quotas.human_check_bits else {
            return Ok(Self(HumanCheck::Off));
        };
        let header = parts.headers.get(HEADER).and_then(|header| header.to_str().ok());
        let solved = header.and_then(|header| {
            let (challenge, solution) = header.trim().split_once(':')?;
            if solution.len() > MAX_SOLUTION_LENGTH || !is_solved(challenge, solution, bits) {
                return None;
            }
            match app.tokens.read(challenge, app.now())? {
                Grant::HumanCheck { sub } => Some(HumanCheck::Solved(sub)),
                _ => None,
            }
        });
        Ok(Self(solved.unwrap_or(HumanCheck::Missing)))
    }
}
