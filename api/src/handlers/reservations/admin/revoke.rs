//! Revocation of a reservation.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use serde_json::json;
use shared::{
    Error,
    platform::{domain::ids::ReservationId, models::audit::AuditEvent},
    reservations::{
        models::{reservation_details::ReservationDetails, transition::TransitionContext},
        operations,
    },
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{Id, Json, Operator},
    handlers::admin::note,
    problem::Problem,
    views::ReservationView,
};

/// Reason for the revocation.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RevokeBody {
    /// Reason, for other operators.
    #[schema(example = "water main broken")]
    note: String,
}

/// Revoke a reservation
///
/// Applies to holds, future stays and stays in progress. The spot is released at once; the driver
/// is not charged and is notified. If a free spot is available nearby at no higher price, it is
/// held for the driver to accept or decline. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/revoke", tag = "admin",
    security(("bearer" = [])), request_body = RevokeBody,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_reservation(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<RevokeBody>,
) -> Result<Body<ReservationView>, Problem> {
    let (id, now) = (ReservationId(id.0), app.now());
    let (actor, note) = (operator.actor(), note(&body.note)?);
    let (hand, terms) = (operator.hand(), app.terms.clone());
    let revoked = app.db.write(move |conn| {
        let by = TransitionContext { actor: &actor, note: Some(&note) };
        let revoked = operations::revoke_reservation(conn, id, by, &terms, now)?;
        if revoked.is_new {
            let facts = json!({ "reseat_id": revoked.offer.as_ref().map(|offer| offer.id) });
            hand.record(
                conn,
                AuditEvent::new("reservation.revoke", id.0).reason(&note).to(facts),
                now,
            )?;
        }
        Ok::<_, Error>(ReservationDetails::find(conn, id)?)
    });
    let details = revoked.await?;
    Ok(Body(ReservationView::new(details, now)))
}
