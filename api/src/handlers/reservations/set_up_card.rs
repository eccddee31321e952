//! Set a card up for a hold.

use axum::{Json, extract::State};
use serde::Serialize;
use shared::{Error, domain::ids::ReservationId, models::reservation_details::ReservationDetails};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{Caller, Id},
    problem::Problem,
};

/// What Stripe's Payment Element needs to ask for a card.
#[derive(Serialize, ToSchema)]
pub(crate) struct CardSetUpView {
    /// Given to Stripe by the browser, together with the card.
    client_secret: String,
    setup_intent_id: String,
    publishable_key: String,
    /// Stripe's status of the SetupIntent.
    #[schema(example = "requires_payment_method")]
    status: String,
}

/// Set a card up
///
/// Creates a SetupIntent at Stripe, or answers with the one that the hold has. The card goes from the browser to Stripe, never here; then
/// confirm the reservation. The card is charged when the stay is over, for the time used.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/card", tag = "reservations", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = CardSetUpView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_up_card(
    State(app): State<App>,
    caller: Caller,
    id: Id,
) -> Result<Json<CardSetUpView>, Problem> {
    let (id, actor) = (ReservationId(id.0), caller.0);
    let details = app.db.read(move |conn| Ok::<_, Error>(ReservationDetails::of_actor(conn, id, actor)?)).await?;
    let intent = app.card_setup().begin(details.reservation, &details.email, app.now()).await?;
    Ok(Json(CardSetUpView {
        client_secret: intent.client_secret,
        setup_intent_id: intent.id,
        publishable_key: app.stripe.publishable_key.clone(),
        status: intent.status,
    }))
}
