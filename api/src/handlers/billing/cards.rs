//! Saved cards of a user.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    billing::{jobs::DetachCard, models::card::Card},
    platform::{config::limits::Limit, domain::ids::CardId, jobs::Job},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::handlers::reservations::CardSetUpView;
use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Id, Json},
    limits::RateLimitScope,
    problem::Problem,
};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedCardView {
    id: Uuid,
    #[schema(example = "visa")]
    brand: String,
    #[schema(example = "4242")]
    last4: String,
    #[schema(example = 12)]
    exp_month: i32,
    #[schema(example = 2030)]
    exp_year: i32,
    /// `true` for the card that is used when none is given.
    is_default: bool,
}

/// Saved cards, the default first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedCards {
    cards: Vec<SavedCardView>,
}

/// A succeeded SetupIntent.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SaveCard {
    #[schema(example = "seti_1")]
    setup_intent_id: String,
}

impl From<Card> for SavedCardView {
    fn from(card: Card) -> Self {
        let Card { id, brand, last4, exp_month, exp_year, is_default, .. } = card;
        Self { id: id.0, brand, last4, exp_month, exp_year, is_default }
    }
}

/// List your cards
#[utoipa::path(get, path = "/api/v1/cards", tag = "cards", security(("bearer" = [])),
    responses((status = 200, body = SavedCards),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_cards(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Body<SavedCards>, Problem> {
    let cards = app.db.read(move |conn| Ok::<_, Error>(Card::of_user(conn, user.id)?)).await?;
    Ok(Body(SavedCards { cards: cards.into_iter().map(SavedCardView::from).collect() }))
}

/// Begin to save a card
///
/// Creates a SetupIntent. The browser sends the card details directly to Stripe; afterwards call
/// *Save a card*.
#[utoipa::path(post, path = "/api/v1/cards/setup", tag = "cards", security(("bearer" = [])),
    responses((status = 200, body = CardSetUpView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn begin_card(
    State(app): State<App>,
    user: CurrentUser,
    address: ClientAddress,
) -> Result<Body<CardSetUpView>, Problem> {
    app.limits
        .check(Limit::Card, &[RateLimitScope::Address(address), RateLimitScope::Account(user.id)])
        .await?;
    let intent = app.card_setup().begin_saving(user.id, app.now()).await?;
    Ok(Body(CardSetUpView::new(&app, intent)))
}

/// Save a card
///
/// Verifies with Stripe that the SetupIntent has succeeded. The first card becomes the default.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/cards", tag = "cards", security(("bearer" = [])),
    request_body = SaveCard,
    responses((status = 201, body = SavedCardView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_card(
    State(app): State<App>,
    user: CurrentUser,
    address: ClientAddress,
    Json(body): Json<SaveCard>,
) -> Result<(StatusCode, Body<SavedCardView>), Problem> {
    app.limits
        .check(Limit::Stripe, &[RateLimitScope::Address(address), RateLimitScope::Account(user.id)])
        .await?;
    let card = app.card_setup().finish_saving(&body.setup_intent_id, user.id, app.now()).await?;
    Ok((StatusCode::CREATED, Body(card.into())))
}

/// Make a card the default
#[utoipa::path(put, path = "/api/v1/cards/{id}/default", tag = "cards", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The card")),
    responses((status = 200, body = SavedCards),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn make_card_default(
    State(app): State<App>,
    user: CurrentUser,
    id: Id,
) -> Result<Body<SavedCards>, Problem> {
    let id = CardId(id.0);
    let chosen = app
        .db
        .write(move |conn| Ok::<_, Error>(Card::find(conn, user.id, id)?.make_default(conn)?));
    chosen.await?;
    list_cards(State(app), user).await
}

/// Remove a card
///
/// Detaches the card at Stripe, unless a stay is still to be charged to it.
#[utoipa::path(delete, path = "/api/v1/cards/{id}", tag = "cards", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The card")),
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn remove_card(
    State(app): State<App>,
    user: CurrentUser,
    id: Id,
) -> Result<StatusCode, Problem> {
    let (id, now) = (CardId(id.0), app.now());
    let removed = app.db.write(move |conn| {
        let card = Card::find(conn, user.id, id)?;
        card.remove(conn, now)?;
        DetachCard { payment_method_id: card.stripe_payment_method_id }.enqueue(conn, now)
    });
    removed.await?;
    Ok(StatusCode::NO_CONTENT)
}
