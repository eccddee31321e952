//! Ends a stay.

use axum::extract::State;
use shared::{platform::domain::ids::ReservationId, reservations::operations};

use super::{Seen, Shown, shown};
use crate::{
    App,
    extract::{AcceptLanguage, Id, IfMatch, Optional, ReservationAccess},
    problem::Problem,
};

/// End now
///
/// Ends a stay in progress: the time used is billed to the second, and the spot is released at
/// once. A stay that has not started is cancelled without charge. While the vehicle is in a garage
/// or lot whose exit is controlled, the problem is `exit_required`: the stay ends when it leaves.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/end", tag = "reservations",
    security(("bearer" = [])),
    request_body = Option<Seen>,
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("If-Match" = Option<String>, Header, description = "ETags that you have seen, or `*`")),
    responses((status = 200, body = crate::views::ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_reservation(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    language: AcceptLanguage,
    seen: IfMatch,
    id: Id,
    Optional(body): Optional<Seen>,
) -> Result<Shown, Problem> {
    let (id, now, terms) = (ReservationId(id.0), app.now(), app.terms.clone());
    let seen = seen.revision(&app, id, body.revision).await?;
    let changed = app
        .db
        .write(move |conn| operations::end_reservation(conn, id, principal, seen, &terms, now))
        .await?;
    Ok(shown(&app, changed.id, principal, language).await?)
}
