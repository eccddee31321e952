//! Choice of the default card.

use axum::{Json as Body, extract::State};
use shared::{billing::operations, platform::domain::ids::CardId};

use super::{SavedCards, list_cards};
use crate::{
    App,
    extract::{CurrentUser, Id},
    problem::Problem,
};

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
    app.db.write(move |conn| operations::make_card_default(conn, user.id, id)).await?;
    list_cards(State(app), user).await
}
