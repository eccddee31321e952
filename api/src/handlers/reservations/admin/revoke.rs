//! Revocation of a reservation.

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error,
    places::models::place,
    platform::domain::{ids::ReservationId, language::Language},
    reservations::{models::segment, operations},
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{Id, Json, Permitted, permissions::ManageReservations},
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
    security(("bearer" = ["manage_reservations"])), request_body = RevokeBody,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_reservation(
    State(app): State<App>,
    operator: Permitted<ManageReservations>,
    id: Id,
    Json(body): Json<RevokeBody>,
) -> Result<Body<ReservationView>, Problem> {
    let (audit, note, now, id) =
        (operator.audit_context(), note(&body.note)?, app.now(), ReservationId(id.0));
    let (terms, scope) = (app.terms.clone(), operator.scope());
    let revoked = app.db.write(move |conn| {
        scope.check(place::of_reservation(conn, id)?)?;
        let details = operations::revoke_reservation(conn, id, &note, &terms, &audit, now)?;
        Ok::<_, Error>((details, segment::tariff_of(conn, id)?))
    });
    let (details, tariff) = revoked.await?;
    Ok(Body(ReservationView::new(details, now).with_tariff(tariff, Some(Language::English))))
}
