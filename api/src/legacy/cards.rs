//! Cards: the SetupIntent, and the client's report that it succeeded, which is verified with
//! Stripe.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use shared::{Error, platform::config::limits::Limit, reservations::domain::status::Status};
use utoipa::ToSchema;

use super::{
    LegacyErrorResponse,
    access::{LegacyReservationAccess, OfGuest, OfUser},
    error_response::LegacyError,
};
use crate::{
    App, extract::ClientAddress, handlers::reservations::confirm_hold, limits::RateLimitScope,
};

/// The client secret for Stripe's Payment Element.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LegacyClientSecret {
    client_secret: String,
}

/// Set a card up, as the original did
///
/// Repeated requests return the same SetupIntent.
#[utoipa::path(post, path = "/create-payment-intent-auth/{id}/", tag = "legacy",
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 201, body = LegacyClientSecret), (status = "4XX", body = LegacyError)))]
pub(crate) async fn create_setup_intent_as_user(
    State(app): State<App>,
    address: ClientAddress,
    OfUser(access): OfUser,
) -> Result<(StatusCode, Json<LegacyClientSecret>), LegacyErrorResponse> {
    begin(&app, address, access).await
}

/// Set a card up as a guest, as the original did
#[utoipa::path(post, path = "/create-payment-intent-unauth/{id}/{email}/", tag = "legacy",
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("email" = String, Path, description = "The address that it was made with",
        example = "ann@example.com")),
    responses((status = 201, body = LegacyClientSecret), (status = "4XX", body = LegacyError)))]
pub(crate) async fn create_setup_intent_as_guest(
    State(app): State<App>,
    address: ClientAddress,
    OfGuest(access): OfGuest,
) -> Result<(StatusCode, Json<LegacyClientSecret>), LegacyErrorResponse> {
    begin(&app, address, access).await
}

async fn begin(
    app: &App,
    address: ClientAddress,
    access: LegacyReservationAccess,
) -> Result<(StatusCode, Json<LegacyClientSecret>), LegacyErrorResponse> {
    app.limits
        .check(Limit::Card, &[RateLimitScope::Address(address), access.principal.into()])
        .await?;
    let intent = app.card_setup().begin(access.details.reservation, app.now()).await?;
    Ok((StatusCode::CREATED, Json(LegacyClientSecret { client_secret: intent.client_secret })))
}

/// Confirm a reservation, as the original did
///
/// Verifies with Stripe that the card has been set up. A repeated request changes nothing and sends
/// no second mail.
#[utoipa::path(get, path = "/confirm-successful-setup-intent-auth/{id}/", tag = "legacy",
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn confirm_setup_intent_as_user(
    State(app): State<App>,
    address: ClientAddress,
    OfUser(access): OfUser,
) -> Result<StatusCode, LegacyErrorResponse> {
    confirm(&app, address, access).await
}

/// Confirm a guest's reservation, as the original did
#[utoipa::path(get, path = "/confirm-successful-setup-intent-unauth/{id}/{email}/", tag = "legacy",
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("email" = String, Path, description = "The address that it was made with",
        example = "ann@example.com")),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn confirm_setup_intent_as_guest(
    State(app): State<App>,
    address: ClientAddress,
    OfGuest(access): OfGuest,
) -> Result<StatusCode, LegacyErrorResponse> {
    confirm(&app, address, access).await
}

async fn confirm(
    app: &App,
    address: ClientAddress,
    access: LegacyReservationAccess,
) -> Result<StatusCode, LegacyErrorResponse> {
    let reservation = access.reservation();
    if !matches!(reservation.status, Status::Confirmed | Status::Completed) {
        app.limits
            .check(Limit::Stripe, &[RateLimitScope::Address(address), access.principal.into()])
            .await?;
        let confirmed = confirm_hold(app, reservation).await?;
        if confirmed.awaits_verification() {
            return Err(Error::EmailUnconfirmed.into());
        }
    }
    Ok(StatusCode::NO_CONTENT)
}
