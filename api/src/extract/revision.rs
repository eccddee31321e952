//! The `If-Match` header: the revisions that the client has seen, as their `ETag`s told (RFC 9110,
//! section 13.1.1).

use axum::{
    extract::FromRequestParts,
    http::{header::IF_MATCH, request::Parts},
};
use shared::{
    Error, Result, platform::domain::ids::ReservationId,
    reservations::models::reservation::Reservation,
};

use super::EntityTags;
use crate::{App, problem::Problem};

/// No reservation is ever at this revision.
const NEVER: i32 = -1;

/// The revisions in `If-Match`: `None` for any. A tag that is weak, or none of ours, matches
/// nothing: the comparison is strong.
#[derive(Debug, Clone)]
pub(crate) struct IfMatch(Option<Vec<i32>>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        match EntityTags::of(&parts.headers, IF_MATCH).transpose() {
            Ok(None | Some(EntityTags::Any)) => Ok(Self(None)),
            Ok(Some(EntityTags::List(tags))) => {
                let strong = tags.into_iter().filter(|tag| !tag.is_weak);
                Ok(Self(Some(strong.filter_map(|tag| tag.opaque.parse().ok()).collect())))
            }
            Err(_) => {
                let message = "must be `*`, or one or more ETags in double quotes, such as \"3\"";
                Err(Error::field("If-Match", "malformed", message).into())
            }
        }
    }
}

impl IfMatch {
    /// The one revision at which the reservation may be changed; `in_body` counts where the header
    /// says nothing.
    ///
    /// Of several the present one is chosen. Should the reservation change after that, the
    /// operation refuses.
    pub(crate) async fn revision(
        self,
        app: &App,
        id: ReservationId,
        in_body: Option<i32>,
    ) -> Result<Option<i32>> {
        let Some(seen) = self.0 else { return Ok(in_body) };
        if let [one] = seen.as_slice() {
            return Ok(Some(*one));
        }
        if seen.is_empty() {
            return Ok(Some(NEVER));
        }
        let current =
            app.db.read(move |conn| Ok::<_, Error>(Reservation::find(conn, id)?.revision)).await?;
        Ok(Some(if seen.contains(&current) { current } else { NEVER }))
    }
}
