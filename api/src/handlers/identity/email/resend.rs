//! Resends the verification mail.

use axum::{Json as Body, extract::State, http::StatusCode};
use shared::{platform::config::limits::Limit, reservations::operations::resend_verification};

use super::ProofView;
use crate::{
    App,
    extract::{ClientAddress, VerificationAccess},
    limits::RateLimitScope,
    problem::Problem,
};

/// Resend the verification mail
///
/// Sends a new link and a new code for the sign-up, the account or the guest's hold of the bearer
/// token. Earlier links and codes become invalid. Limited to once a minute and five times an hour,
/// then `rate_limited`.
#[utoipa::path(post, path = "/api/v1/email-confirmations/resend", tag = "accounts",
    security(("bearer" = [])),
    responses((status = 202, body = ProofView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn resend_confirmation(
    State(app): State<App>,
    address: ClientAddress,
    VerificationAccess(principal): VerificationAccess,
) -> Result<(StatusCode, Body<ProofView>), Problem> {
    app.limits.check(Limit::Code, &[RateLimitScope::Address(address)]).await?;
    let (now, budget) = (app.now(), address.mail_budget(&app)?);
    let proof =
        app.db.write(move |conn| resend_verification(conn, principal, None, &budget, now)).await?;
    Ok((StatusCode::ACCEPTED, Body(proof.into())))
}
