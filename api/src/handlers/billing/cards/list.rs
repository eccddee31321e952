//! List of the saved cards.

use axum::{Json as Body, extract::State};
use shared::{Error, billing::models::card::Card};

use super::{SavedCardView, SavedCards};
use crate::{App, extract::CurrentUser, problem::Problem};

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
