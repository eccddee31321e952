//! Proof-of-work challenges.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use shared::{Error, platform::token::Grant};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, problem::Problem};

const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// A proof-of-work challenge.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChallengeView {
    /// Find a solution of at most 20 characters such that the SHA-256 hash of `challenge:solution`
    /// begins with `bits` zero bits.
    challenge: String,
    #[schema(example = 18)]
    bits: u32,
    /// Time until which a solution is accepted.
    expires_at: DateTime<Utc>,
}

/// Get a proof-of-work challenge
///
/// If `human_check` in the configuration is `proof_of_work`, a hold of a driver whose email address
/// is not verified requires the header `X-Human-Check: <challenge>:<solution>`; otherwise it is
/// refused with `human_check_required`. Each challenge can be used once. Returns `not_found` if no
/// human check is configured.
#[utoipa::path(get, path = "/api/v1/human-check", tag = "configuration",
    responses((status = 200, body = ChallengeView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_challenge(State(app): State<App>) -> Result<Json<ChallengeView>, Problem> {
    let bits = app.terms.quotas.human_check_bits.ok_or(Error::NotFound)?;
    let expires_at = app.now() + LIFETIME;
    let challenge = app.tokens.sign(Grant::HumanCheck { sub: Uuid::new_v4() }, expires_at)?;
    Ok(Json(ChallengeView { challenge, bits, expires_at }))
}
