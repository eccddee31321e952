//! Confirm a hold.

use axum::extract::State;
use shared::{
    Error,
    domain::{ids::ReservationId, status::Status},
    models::reservation::Reservation,
};

use super::{Shown, announced, shown};
use crate::{
    App,
    extract::{Caller, Id},
    problem::Problem,
};

/// Confirm a reservation
///
/// Asks Stripe whether the card has been set up, and believes nobody else. A second time changes nothing.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/confirm", tag = "reservations", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = crate::views::ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn confirm_reservation(State(app): State<App>, caller: Caller, id: Id) -> Result<Shown, Problem> {
    let (id, actor) = (ReservationId(id.0), caller.0);
    let reservation = app.db.read(move |conn| Ok::<_, Error>(Reservation::of_actor(conn, id, actor)?)).await?;
    if matches!(reservation.status, Status::Confirmed | Status::Completed) {
        return Ok(shown(&app, id, actor).await?);
    }
    if reservation.status == Status::Expired || reservation.hold_is_over(app.now()) {
        return Err(Error::HoldExpired.into());
    }
    let Some(setup_intent_id) = reservation.stripe_setup_intent_id else {
        return Err(Error::CardNotReady { status: "no card has been asked for".to_owned() }.into());
    };
    let confirmed = app.card_setup().finish(&setup_intent_id, app.now()).await?;
    Ok(announced(&app, &confirmed, actor).await?)
}
