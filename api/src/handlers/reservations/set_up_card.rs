//! Sets up a card for a hold, or another card for a stay.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    billing::{gateway::SetupIntent, models::card::Card},
    identity::domain::principal::Principal,
    platform::{
        config::limits::Limit,
        domain::ids::{CardId, ReservationId},
    },
    reservations::models::reservation_details::ReservationDetails,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{ClientAddress, Id, Optional, ReservationAccess},
    limits::RateLimitScope,
    problem::Problem,
};

/// Choice of the card.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct ChosenCard {
    /// A saved card; if omitted, the browser asks for one.
    card_id: Option<Uuid>,
}

/// Parameters for Stripe's Payment Element to ask for a card.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CardSetUpView {
    /// Client secret of the SetupIntent, used by Stripe.js.
    client_secret: String,
    setup_intent_id: String,
    publishable_key: String,
    /// Stripe's status of the SetupIntent: `requires_payment_method`, `requires_action` (the bank
    /// requires authentication) or `succeeded`.
    #[schema(example = "requires_payment_method")]
    status: String,
}

impl CardSetUpView {
    pub(crate) fn new(app: &App, intent: SetupIntent) -> Self {
        Self {
            client_secret: intent.client_secret,
            setup_intent_id: intent.id,
            publishable_key: app.stripe.publishable_key.clone(),
            status: intent.status,
        }
    }
}

/// Set up a card
///
/// Creates a SetupIntent at Stripe, or returns the existing one of the hold. The browser sends the
/// card details directly to Stripe; then confirm the reservation. The card is charged after the
/// stay for the time used. With `card_id` a saved card is used without another form. For a
/// confirmed stay, the new card replaces the current one.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/card", tag = "reservations",
    security(("bearer" = [])),
    request_body = Option<ChosenCard>,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = CardSetUpView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_up_card(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    address: ClientAddress,
    id: Id,
    Optional(body): Optional<ChosenCard>,
) -> Result<Json<CardSetUpView>, Problem> {
    app.limits.check(Limit::Card, &[RateLimitScope::Address(address), principal.into()]).await?;
    let intent = begin_card(&app, ReservationId(id.0), principal, body.card_id.map(CardId)).await?;
    Ok(Json(CardSetUpView::new(&app, intent)))
}

/// Starts to set up a saved card, or one that the browser asks for.
pub(super) async fn begin_card(
    app: &App,
    id: ReservationId,
    principal: Principal,
    card_id: Option<CardId>,
) -> Result<SetupIntent, Error> {
    let found = app.db.read(move |conn| {
        let details = ReservationDetails::of_principal(conn, id, principal)?;
        let card = match (card_id, principal.user_id()) {
            (None, _) => None,
            (Some(card_id), Some(user_id)) => Some(Card::find(conn, user_id, card_id)?),
            (Some(_), None) => return Err(Error::NotFound),
        };
        Ok::<_, Error>((details, card))
    });
    let (details, card) = found.await?;
    match card {
        None => app.card_setup().begin(details.reservation, app.now()).await,
        Some(card) => app.card_setup().begin_with(details.reservation, &card, app.now()).await,
    }
}
