//! Storage of a card whose SetupIntent has succeeded.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::platform::config::limits::Limit;
use utoipa::ToSchema;

use super::SavedCardView;
use crate::{
    App,
    extract::{ClientAddress, CurrentUser, Json},
    limits::RateLimitScope,
    problem::Problem,
};

/// A succeeded SetupIntent.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SaveCard {
    #[schema(example = "seti_1")]
    setup_intent_id: String,
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
