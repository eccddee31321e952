//! The `If-Match` header: the revisions that the client has seen, from their `ETag`s (RFC 9110,
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

/// A revision that no reservation has.
const NEVER: i32 = -1;

/// The revisions in `If-Match`; `None` matches any. A weak or foreign tag matches nothing, because
/// the comparison is strong.
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
    /// Returns the revision at which the reservation may be changed; `in_body` applies without the
    /// header.
    ///
    /// If the header lists several revisions, the current one is chosen. The operation refuses if
    /// the reservation changes in the meantime.
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
