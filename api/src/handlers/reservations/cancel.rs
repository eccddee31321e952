//! Cancels a stay.

use axum::extract::State;
use shared::{platform::domain::ids::ReservationId, reservations::operations};

use super::{Seen, Shown, shown};
use crate::{
    App,
    extract::{AcceptLanguage, Id, IfMatch, Optional, ReservationAccess},
    problem::Problem,
};

/// Cancel before the start, or undo
///
/// Cancels a hold, or a stay that has not started, without charge. A stay that has started can be
/// undone without charge until `undo_until`: for 60 seconds after its confirmation, unless the
/// driver or the card has undone another stay in the zone, or in another zone of the site, within
/// an hour, or the vehicle has entered a garage or lot. Afterwards the problem is
/// `invalid_transition`, and the stay can be ended; `exit_required` if it ends at an exit.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/cancel", tag = "reservations",
    security(("bearer" = [])),
    request_body = Option<Seen>,
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("If-Match" = Option<String>, Header, description = "ETags that you have seen, or `*`")),
    responses((status = 200, body = crate::views::ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn cancel_reservation(
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
        .write(move |conn| operations::cancel_reservation(conn, id, principal, seen, &terms, now))
        .await?;
    Ok(shown(&app, changed.id, principal, language).await?)
}
