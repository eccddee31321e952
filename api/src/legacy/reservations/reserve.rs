//! Reserves a spot, starting now.

use axum::{Json, extract::State, http::StatusCode};
use chrono::TimeDelta;
use serde::Deserialize;
use shared::{
    Error,
    billing::domain::payment_source::PaymentSource,
    places::models::spot::Spot,
    platform::{
        config::limits::Limit,
        domain::{email::Email, ids::SpotId, owner::Owner},
    },
    reservations::{
        models::reservation_details::ReservationDetails,
        operations::{HoldSpot, RequestedEnd, hold_spot},
    },
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{ClientAddress, Id, ProofOfWork},
    handlers::billing::charges::resend_payment_link,
    legacy::{
        LegacyErrorResponse,
        authorization::TokenUser,
        body::{Body, Field, Wrapped},
        error_response::LegacyError,
        views::LegacyReservation,
    },
    limits::RateLimitScope,
};

/// A user's request to reserve a spot.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegacyReserve {
    reservation: ReserveFields,
}

#[derive(Deserialize, ToSchema)]
struct ReserveFields {
    /// Length in minutes from now: a number, truncated to an integer, or a text of digits.
    #[serde(default)]
    #[schema(value_type = NumberOrText, required = true)]
    reservation_length: Field,
}

/// A guest's request to reserve a spot.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegacyReserveAsGuest {
    reservation: ReserveAsGuestFields,
}

#[derive(Deserialize, ToSchema)]
struct ReserveAsGuestFields {
    #[serde(default)]
    #[schema(value_type = String, required = true, example = "ann@example.com")]
    email: Field,
    /// Length in minutes from now: a number, truncated to an integer, or a text of digits.
    #[serde(default)]
    #[schema(value_type = NumberOrText, required = true)]
    reservation_length: Field,
}

/// A number, or a text of digits.
#[derive(ToSchema)]
#[schema(as = LegacyNumber, example = 60)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
enum NumberOrText {
    Number(f64),
    Text(String),
}

impl Wrapped for LegacyReserve {
    const WRAPPER: &'static str = "reservation";
}

impl Wrapped for LegacyReserveAsGuest {
    const WRAPPER: &'static str = "reservation";
}

/// Reserve a spot, as the original did
///
/// The stay starts now and lasts the given number of minutes. The spot is held until the hold
/// expires, or until a card is set up at Stripe and the reservation is confirmed.
#[utoipa::path(post, path = "/reservation-auth/{id}/", tag = "legacy", request_body = LegacyReserve,
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 201, body = LegacyReservation), (status = "4XX", body = LegacyError)))]
pub(crate) async fn reserve_as_user(
    State(app): State<App>,
    user: TokenUser,
    address: ClientAddress,
    human_check: ProofOfWork,
    id: Id,
    Body(LegacyReserve { reservation }): Body<LegacyReserve>,
) -> Result<(StatusCode, Json<LegacyReservation>), LegacyErrorResponse> {
    reserve(
        &app,
        (address, human_check),
        Owner::User(user.id),
        SpotId(id.0),
        &reservation.reservation_length,
    )
    .await
}

/// Reserve a spot as a guest, as the original did
///
/// The mail about the hold contains a link to manage it. An address with an account is treated like
/// any other.
#[utoipa::path(post, path = "/reservation-unauth/{id}/", tag = "legacy",
    request_body = LegacyReserveAsGuest,
    params(("id" = uuid::Uuid, Path, description = "The spot")),
    responses((status = 201, body = LegacyReservation), (status = "4XX", body = LegacyError)))]
pub(crate) async fn reserve_as_guest(
    State(app): State<App>,
    address: ClientAddress,
    human_check: ProofOfWork,
    id: Id,
    Body(LegacyReserveAsGuest { reservation }): Body<LegacyReserveAsGuest>,
) -> Result<(StatusCode, Json<LegacyReservation>), LegacyErrorResponse> {
    let email =
        reservation.email.email().map_err(|text| LegacyErrorResponse::field("email", text))?;
    reserve(
        &app,
        (address, human_check),
        Owner::Guest(email),
        SpotId(id.0),
        &reservation.reservation_length,
    )
    .await
}

async fn reserve(
    app: &App,
    (address, ProofOfWork(human_check)): (ClientAddress, ProofOfWork),
    driver: Owner<Email>,
    spot_id: SpotId,
    length: &Field,
) -> Result<(StatusCode, Json<LegacyReservation>), LegacyErrorResponse> {
    let minutes = length
        .whole_number()
        .map_err(|text| LegacyErrorResponse::field("reservation_length", text))?;
    let network = address.network().to_string();
    let scope = match &driver {
        Owner::User(id) => RateLimitScope::Account(*id),
        Owner::Guest(email) => RateLimitScope::EmailFrom(email.as_str(), &network),
    };
    app.limits.check(Limit::Hold, &[RateLimitScope::Address(address), scope]).await?;
    app.workers.require(&app.db, app.now()).await?;
    let until = RequestedEnd::After(TimeDelta::minutes(minutes.into()));
    let (now, terms) = (app.now(), app.terms.clone());
    let origin = address.origin(app)?;
    let turn = app.hold_queue.turn(&driver, &origin, &terms.quotas).await?;
    let request = HoldSpot {
        driver,
        spot_id,
        starts_at: None,
        until,
        rate: None,
        quote_id: None,
        total: None,
        vehicle: None,
        payment_source: PaymentSource::Card,
        key: None,
        origin: Some(origin),
        human_check,
        language: None,
    };
    let held = app.db.write(move |conn| hold_spot(conn, &request, &terms, now)).await;
    drop(turn);
    let held = match held {
        Err(Error::NotFound) => return Err(out_of_service(app, spot_id).await?),
        Err(error @ Error::PaymentOverdue { .. }) => {
            return Err(resend_payment_link(app, error, address).await.into());
        }
        held => held?,
    };
    let details =
        app.db.read(move |conn| Ok::<_, Error>(ReservationDetails::find(conn, held.id)?)).await?;
    Ok((StatusCode::CREATED, Json(details.into())))
}

/// Returns the error for a spot that does not exist or is retired.
async fn out_of_service(app: &App, spot_id: SpotId) -> Result<LegacyErrorResponse, Error> {
    app.db.read(move |conn| Ok::<_, Error>(Spot::find(conn, spot_id)?)).await?;
    Ok(LegacyErrorResponse::field(
        "parking_spot",
        "This parking spot is currently not commercially available",
    ))
}
