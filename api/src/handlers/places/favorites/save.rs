//! Addition of a favorite, or a new name for one.

use std::fmt;

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    places::{
        domain::position::Position,
        operations::{self, SaveFavorite},
    },
    platform::{
        domain::{
            ids::UserId,
            text::{TextError, TextRule},
        },
        error::FieldError,
    },
};
use utoipa::ToSchema;

use super::FavoriteView;
use crate::{
    App,
    extract::{CurrentUser, Json},
    handlers::admin::{checked, errors},
    problem::Problem,
};

/// A place to keep.
#[derive(Deserialize, ToSchema)]
pub(crate) struct FavoriteBody {
    /// One line of 1 to 500 characters.
    #[schema(example = "West 43 Street")]
    name: String,
    /// Second line, such as the city, of at most 500 characters.
    #[schema(example = "New York")]
    detail: Option<String>,
    /// Degrees north.
    #[schema(example = 40.7543)]
    lat: f64,
    /// Degrees east.
    #[schema(example = -73.9884)]
    lng: f64,
}

/// The place is personal data.
impl fmt::Debug for FavoriteBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FavoriteBody")
    }
}

impl FavoriteBody {
    fn validate(&self, user_id: UserId) -> Result<SaveFavorite, Error> {
        let mut wrong = Vec::new();
        let name = errors(&mut wrong, checked("name", &self.name, TextRule::FAVORITE));
        let detail = self.detail.as_deref().unwrap_or_default();
        let out_of_range =
            |error: TextError| FieldError::new("detail", "out_of_range", error.to_string());
        let detail = TextRule::FAVORITE.check_optional(detail).map_err(out_of_range);
        let detail = errors(&mut wrong, detail);
        for (field, degrees, most) in [("lat", self.lat, 90.0), ("lng", self.lng, 180.0)] {
            if !(-most..=most).contains(&degrees) {
                let message = format!("must be between -{most} and {most}");
                wrong.push(FieldError::new(field, "out_of_range", message));
            }
        }
        let (Some(name), Some(detail), true) = (name, detail, wrong.is_empty()) else {
            return Err(Error::Invalid(wrong));
        };
        let position = Position { lat: self.lat, lng: self.lng };
        Ok(SaveFavorite { user_id, name, detail, position })
    }
}

/// Keep a place as a favorite
///
/// A favorite within 10 m is the same place: its name and detail are replaced. An account can have
/// 50 favorites: beyond that `too_many_favorites`.
#[utoipa::path(post, path = "/api/v1/account/favorites", tag = "accounts",
    security(("bearer" = [])), request_body = FavoriteBody,
    responses((status = 201, body = FavoriteView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_favorite(
    State(app): State<App>,
    user: CurrentUser,
    Json(body): Json<FavoriteBody>,
) -> Result<(StatusCode, Body<FavoriteView>), Problem> {
    let (request, now) = (body.validate(user.id)?, app.now());
    let saved = app.db.write(move |conn| operations::save_favorite(conn, &request, now)).await?;
    Ok((StatusCode::CREATED, Body(saved.into())))
}
