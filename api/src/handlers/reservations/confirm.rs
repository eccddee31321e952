//! Confirms a hold.

use axum::extract::State;
use serde::Deserialize;
use shared::{
    Error,
    platform::{config::limits::Limit, domain::ids::ReservationId},
    reservations::{
        domain::status::Status, models::reservation::Reservation, operations::confirm_without_card,
    },
};
use utoipa::ToSchema;

use super::{Shown, shown};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Id, Optional, ReservationAccess},
    limits::RateLimitScope,
    problem::Problem,
};

/// Options for the card.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct ConfirmBody {
    /// Save the card for later reservations; only with an account.
    #[serde(default)]
    save_card: bool,
    /// SetupIntent of a card that replaces the current one; only for a confirmed reservation.
    setup_intent_id: Option<String>,
}

/// Confirm a reservation
///
/// Verifies with Stripe that the card is set up, unless the reservation has nothing to pay.
/// Idempotent. Until a guest's address is verified, the response is the hold: `awaiting` lists the
/// missing steps.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/confirm", tag = "reservations",
    security(("bearer" = [])),
    request_body = Option<ConfirmBody>,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = crate::views::ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn confirm_reservation(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    language: AcceptLanguage,
    address: ClientAddress,
    id: Id,
    Optional(body): Optional<ConfirmBody>,
) -> Result<Shown, Problem> {
    let id = ReservationId(id.0);
    let reservation = app
        .db
        .read(move |conn| Ok::<_, Error>(Reservation::of_principal(conn, id, principal)?))
        .await?;
    let asks_stripe =
        reservation.status == Status::Held || body.setup_intent_id.is_some() || body.save_card;
    if asks_stripe {
        app.limits
            .check(Limit::Stripe, &[RateLimitScope::Address(address), principal.into()])
            .await?;
    }
    let confirmed = match (reservation.status, &body.setup_intent_id) {
        (Status::Confirmed, Some(instead)) => {
            app.card_setup().replace(&reservation, instead, app.now()).await?
        }
        (Status::Confirmed | Status::Completed, _) => reservation,
        _ if is_free(&reservation) => {
            let (terms, now) = (app.terms.clone(), app.now());
            let confirm =
                app.db.write(move |conn| confirm_without_card(conn, id, principal, &terms, now));
            confirm.await?
        }
        _ => confirm_hold(&app, &reservation).await?,
    };
    if body.save_card {
        app.card_setup().save_card_of(&confirmed, app.now()).await?;
    }
    Ok(shown(&app, confirmed.id, principal, language).await?)
}

/// Returns whether the reservation has nothing to pay. A driver who sets up a card nevertheless
/// changes the payment source, and the hold waits for the card.
fn is_free(reservation: &Reservation) -> bool {
    !reservation.payment_source.needs_card() && reservation.stripe_setup_intent_id.is_none()
}

/// Confirms a hold whose card is set up.
pub(crate) async fn confirm_hold(app: &App, held: &Reservation) -> Result<Reservation, Error> {
    if held.status == Status::Expired || held.is_hold_expired(app.now()) {
        return Err(Error::HoldExpired);
    }
    let Some(setup_intent_id) = &held.stripe_setup_intent_id else {
        return Err(Error::CardNotReady { status: "no card has been entered".to_owned() });
    };
    app.card_setup().finish(setup_intent_id, app.now()).await
}
