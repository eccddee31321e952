//! List of the favorites.

use axum::{Json as Body, extract::State};
use shared::{Error, places::models::favorite::Favorite};

use super::{FavoriteView, Favorites};
use crate::{App, extract::CurrentUser, problem::Problem};

/// List your favorites
#[utoipa::path(get, path = "/api/v1/account/favorites", tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, body = Favorites),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_favorites(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Body<Favorites>, Problem> {
    let found = app.db.read(move |conn| Ok::<_, Error>(Favorite::of_user(conn, user.id)?)).await?;
    Ok(Body(Favorites { favorites: found.into_iter().map(FavoriteView::from).collect() }))
}
