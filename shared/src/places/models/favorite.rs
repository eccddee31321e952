//! Places that users have kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    places::domain::position::Position,
    platform::{
        db::schema::{favorites, users},
        domain::ids::{FavoriteId, UserId},
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = favorites, check_for_backend(diesel::pg::Pg))]
pub struct Favorite {
    pub id: FavoriteId,
    pub name: String,
    /// Second line, such as the city of a street.
    pub detail: Option<String>,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lng: f64,
    pub created_at: DateTime<Utc>,
}

impl Favorite {
    pub fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    /// Returns the user's favorites, the oldest first.
    pub fn of_user(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<Self>> {
        favorites::table
            .filter(favorites::user_id.eq(user_id))
            .order(favorites::id)
            .select(Self::as_select())
            .load(conn)
    }

    pub fn insert(
        conn: &mut PgConnection,
        user_id: UserId,
        name: &str,
        detail: Option<&str>,
        position: Position,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(favorites::table)
            .values((
                favorites::id.eq(FavoriteId::new()),
                favorites::user_id.eq(user_id),
                favorites::name.eq(name),
                favorites::detail.eq(detail),
                favorites::lat.eq(position.lat),
                favorites::lng.eq(position.lng),
                favorites::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Replaces the name and the detail; the position remains.
    pub fn rename(
        &self,
        conn: &mut PgConnection,
        name: &str,
        detail: Option<&str>,
    ) -> QueryResult<Self> {
        diesel::update(favorites::table.find(self.id))
            .set((favorites::name.eq(name), favorites::detail.eq(detail)))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

/// Deletes a favorite of a user. Returns whether there was one.
pub fn remove(conn: &mut PgConnection, user_id: UserId, id: FavoriteId) -> QueryResult<bool> {
    let own = favorites::table.find(id).filter(favorites::user_id.eq(user_id));
    Ok(diesel::delete(own).execute(conn)? > 0)
}

/// Deletes every favorite of a user.
pub fn erase_all(conn: &mut PgConnection, user_id: UserId) -> QueryResult<()> {
    let own = favorites::table.filter(favorites::user_id.eq(user_id));
    diesel::delete(own).execute(conn).map(drop)
}

/// Deletes the favorites of users whose data was erased by a version that did not know favorites.
pub(super) fn purge(conn: &mut PgConnection) -> QueryResult<()> {
    let erased = users::table.filter(users::erased_at.is_not_null()).select(users::id);
    let left = favorites::table.filter(favorites::user_id.eq_any(erased));
    diesel::delete(left).execute(conn).map(drop)
}
