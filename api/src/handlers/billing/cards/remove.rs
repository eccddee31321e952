//! Removal of a card.

use axum::{extract::State, http::StatusCode};
use shared::{billing::operations, platform::domain::ids::CardId};

use crate::{
    App,
    extract::{CurrentUser, Id},
    problem::Problem,
};

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
    app.db.write(move |conn| operations::remove_card(conn, user.id, id, now)).await?;
    Ok(StatusCode::NO_CONTENT)
}
