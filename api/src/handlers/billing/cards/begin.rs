//! Creation of the SetupIntent for a card.

use axum::{Json as Body, extract::State};
use shared::platform::config::limits::Limit;

use crate::{
    App,
    extract::{ClientAddress, CurrentUser},
    handlers::reservations::CardSetUpView,
    limits::RateLimitScope,
    problem::Problem,
};

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
