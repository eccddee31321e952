//! Removal of a favorite.

use axum::{extract::State, http::StatusCode};
use shared::{places::operations, platform::domain::ids::FavoriteId};

use crate::{
    App,
    extract::{CurrentUser, Id},
    problem::Problem,
};

/// Remove a favorite
#[utoipa::path(delete, path = "/api/v1/account/favorites/{id}", tag = "accounts",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The favorite")),
    responses((status = 204), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn remove_favorite(
    State(app): State<App>,
    user: CurrentUser,
    id: Id,
) -> Result<StatusCode, Problem> {
    let id = FavoriteId(id.0);
    app.db.write(move |conn| operations::remove_favorite(conn, user.id, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
