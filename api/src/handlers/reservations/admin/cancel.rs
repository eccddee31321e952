//! Cancellation on behalf of a driver.

use axum::{Json as Body, extract::State};
use shared::{platform::domain::ids::ReservationId, reservations::operations};

use crate::{
    App,
    extract::{Id, Json, Operator},
    handlers::admin::{Reason, note},
    problem::Problem,
    views::ReservationView,
};

/// Cancel for a driver
///
/// Cancels a hold, or a stay that has not started. The driver is not charged and is notified.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/cancel", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn cancel_for_driver(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ReservationView>, Problem> {
    let (audit, principal, note, now, id) = (
        operator.audit_context(),
        operator.principal(),
        note(&body.note)?,
        app.now(),
        ReservationId(id.0),
    );
    let terms = app.terms.clone();
    let cancelled = app
        .db
        .write(move |conn| {
            operations::cancel_for_driver(conn, id, principal, &note, &terms, &audit, now)
        })
        .await?;
    Ok(Body(ReservationView::new(cancelled, now)))
}
