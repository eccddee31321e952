//! Challenges for a proof of work.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use shared::{Error, platform::token::Grant};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, problem::Problem};

/// How long a challenge can be used.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// A challenge.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChallengeView {
    /// Find a text of at most 20 characters, the solution, so that the SHA-256 hash of
    /// `challenge:solution` begins with `bits` zero bits.
    challenge: String,
    #[schema(example = 18)]
    bits: u32,
    /// Until when a request with it is accepted.
    expires_at: DateTime<Utc>,
}

/// Get a challenge for a proof of work
///
/// Where `human_check` of the configuration is `proof_of_work`, a hold of a driver whose email
/// address is not verified must have the header `X-Human-Check: <challenge>:<solution>`; without
/// one it is refused with `human_check_required`. Each challenge can be used once. `not_found`
/// where none is required.
#[utoipa::path(get, path = "/api/v1/human-check", tag = "configuration",
    responses((status = 200, body = ChallengeView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_challenge(State(app): State<App>) -> Result<Json<ChallengeView>, Problem> {
    let bits = app.terms.quotas.human_check_bits.ok_or(Error::NotFound)?;
    let expires_at = app.now() + LIFETIME;
    let challenge = app.tokens.sign(Grant::HumanCheck { sub: Uuid::new_v4() }, expires_at)?;
    Ok(Json(ChallengeView { challenge, bits, expires_at }))
}
