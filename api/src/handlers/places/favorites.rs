//! Favorites of an account: places to which a driver returns; one file per operation.

mod list;
mod remove;
mod save;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::places::models::favorite::Favorite;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use list::*;
pub(crate) use remove::*;
pub(crate) use save::*;

/// A place that the user has kept.
#[derive(Serialize, ToSchema)]
pub(crate) struct FavoriteView {
    id: Uuid,
    #[schema(example = "West 43 Street")]
    name: String,
    /// Second line, such as the city; `null` for none.
    #[schema(example = "New York")]
    detail: Option<String>,
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lng: f64,
    created_at: DateTime<Utc>,
}

/// Favorites, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Favorites {
    favorites: Vec<FavoriteView>,
}

impl From<Favorite> for FavoriteView {
    fn from(favorite: Favorite) -> Self {
        Self {
            id: favorite.id.0,
            name: favorite.name,
            detail: favorite.detail,
            lat: favorite.lat,
            lng: favorite.lng,
            created_at: favorite.created_at,
        }
    }
}
