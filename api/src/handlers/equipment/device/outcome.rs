//! The outcome of a command.

use axum::{extract::State, http::StatusCode};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Deserialize;
use shared::{
    Error,
    equipment::{domain::vendor::CommandOutcome, operations::record_outcome},
    platform::domain::ids::BarrierCommandId,
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{DeviceAccess, Id, Json},
    problem::Problem,
};

/// The result of a command.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ReportOutcome {
    /// The nonce of the command.
    #[schema(example = "q83vEjRWeJCrze8SNFZ4kA")]
    nonce: String,
    /// `opened` or `failed`.
    #[schema(example = "opened")]
    outcome: String,
}

/// Report the outcome of a command
///
/// The first outcome counts; repeating the report changes nothing. The problem is
/// `command_expired` more than five seconds after the expiry, and `not_found` with another nonce.
#[utoipa::path(post, path = "/api/v1/device/commands/{id}/outcome", tag = "devices",
    security(("device" = [])), request_body = ReportOutcome,
    params(("id" = Uuid, Path, description = "The command")),
    responses((status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report_outcome(
    State(app): State<App>,
    DeviceAccess(device): DeviceAccess,
    id: Id,
    Json(body): Json<ReportOutcome>,
) -> Result<StatusCode, Problem> {
    let outcome = match body.outcome.as_str() {
        "opened" => CommandOutcome::Opened,
        "failed" => CommandOutcome::Failed,
        _ => return Err(Error::field("outcome", "unknown", "must be opened or failed").into()),
    };
    let nonce = BASE64_URL_SAFE_NO_PAD.decode(&body.nonce).map_err(|_| {
        Error::field("nonce", "malformed", "must be the nonce of the command, in base64url")
    })?;
    let (id, now) = (BarrierCommandId(id.0), app.now());
    let recorded =
        app.db.write(move |conn| record_outcome(conn, &device, id, &nonce, outcome, now));
    recorded.await?;
    Ok(StatusCode::NO_CONTENT)
}
