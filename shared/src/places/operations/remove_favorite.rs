//! Removes a favorite from an account.

use diesel::PgConnection;

use crate::{
    Error, Result,
    places::models::favorite,
    platform::domain::ids::{FavoriteId, UserId},
};

/// Removes a favorite of the user.
///
/// # Errors
/// `NotFound` when the user has no such favorite.
pub fn remove_favorite(conn: &mut PgConnection, user_id: UserId, id: FavoriteId) -> Result<()> {
    if favorite::remove(conn, user_id, id)? { Ok(()) } else { Err(Error::NotFound) }
}
