//! Ids in paths. The response to a malformed id is 404.

use axum::{
    RequestPartsExt,
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use shared::Error;
use uuid::Uuid;

use crate::{App, problem::Problem};

/// The id in the path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id(pub(crate) Uuid);

impl FromRequestParts<App> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let Ok(Path(text)) = parts.extract::<Path<String>>().await else {
            return Err(Error::NotFound.into());
        };
        text.parse().map(Self).map_err(|_| Error::NotFound.into())
    }
}
