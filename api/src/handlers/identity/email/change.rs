//! Correction of an address that is not verified yet.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::domain::{email::Email, ids::ReservationId},
    reservations::operations::resend_verification,
};
use utoipa::ToSchema;

use super::ProofView;
use crate::{
    App,
    extract::{ClientAddress, Id, Json, VerificationAccess},
    problem::Problem,
};

/// The new address.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ChangeEmail {
    #[schema(example = "ann@example.com")]
    email: String,
}

impl ChangeEmail {
    fn validate(&self) -> Result<Email> {
        self.email.parse().map_err(|error| Error::field("email", "malformed", format!("{error}")))
    }
}

/// Correct the address of a sign-up or an account
///
/// Allowed until the address is verified. A new link and a new code are sent to the new address,
/// which replaces the old one when either is used.
#[utoipa::path(patch, path = "/api/v1/account/email", tag = "accounts", request_body = ChangeEmail,
    security(("bearer" = [])),
    responses((status = 200, body = ProofView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn change_account_email(
    State(app): State<App>,
    address: ClientAddress,
    VerificationAccess(principal): VerificationAccess,
    Json(body): Json<ChangeEmail>,
) -> Result<Body<ProofView>, Problem> {
    if matches!(principal, Principal::ReservationLink(_)) {
        return Err(Error::NotFound.into());
    }
    let (email, now, budget) = (body.validate()?, app.now(), address.mail_budget(&app)?);
    let proof = app
        .db
        .write(move |conn| resend_verification(conn, principal, Some(email), &budget, now))
        .await?;
    Ok(Body(proof.into()))
}

/// Correct the address of a guest
///
/// Allowed while the hold lasts and until the address is verified. A new link and a new code are
/// sent to the new address; the old ones become invalid.
#[utoipa::path(patch, path = "/api/v1/reservations/{id}/email", tag = "reservations",
    request_body = ChangeEmail,
    security(("bearer" = [])), params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ProofView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn change_guest_email(
    State(app): State<App>,
    address: ClientAddress,
    VerificationAccess(principal): VerificationAccess,
    id: Id,
    Json(body): Json<ChangeEmail>,
) -> Result<Body<ProofView>, Problem> {
    if principal != Principal::ReservationLink(ReservationId(id.0)) {
        return Err(Error::NotFound.into());
    }
    let (email, now, budget) = (body.validate()?, app.now(), address.mail_budget(&app)?);
    let proof = app
        .db
        .write(move |conn| resend_verification(conn, principal, Some(email), &budget, now))
        .await?;
    Ok(Body(proof.into()))
}
