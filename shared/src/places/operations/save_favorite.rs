//! Keeps a place as a favorite of an account.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::models::user::User,
    places::{domain::position::Position, models::favorite::Favorite},
    platform::domain::ids::UserId,
};

/// Maximum number of favorites of one account.
pub const MAX_FAVORITES: u32 = 50;

/// Distance within which two positions are one place, in metres.
const SAME_PLACE_M: f64 = 10.0;

/// A place to keep.
#[derive(Debug, Clone)]
pub struct SaveFavorite {
    pub user_id: UserId,
    pub name: String,
    pub detail: Option<String>,
    pub position: Position,
}

/// Adds a favorite, or renames the user's nearest one if it is the same place.
///
/// # Errors
/// `TooManyFavorites`; `Unauthenticated` if the user was erased since the request began.
pub fn save_favorite(
    conn: &mut PgConnection,
    request: &SaveFavorite,
    now: DateTime<Utc>,
) -> Result<Favorite> {
    let SaveFavorite { user_id, name, detail, position } = request;
    User::lock_unerased(conn, *user_id)?;
    let favorites = Favorite::of_user(conn, *user_id)?;
    let distances =
        favorites.iter().map(|favorite| (favorite.position().distance_m(*position), favorite));
    let nearest = distances.min_by(|(distance, _), (other, _)| distance.total_cmp(other));
    if let Some((_, same)) = nearest.filter(|(distance, _)| *distance <= SAME_PLACE_M) {
        return Ok(same.rename(conn, name, detail.as_deref())?);
    }
    if favorites.len() >= usize::try_from(MAX_FAVORITES).unwrap_or(usize::MAX) {
        return Err(Error::TooManyFavorites { max: MAX_FAVORITES });
    }
    Ok(Favorite::insert(conn, *user_id, name, detail.as_deref(), *position, now)?)
}
