//! Cancels a reservation.

use axum::{extract::State, http::StatusCode};
use shared::{Error, reservations::operations::cancel_reservation};

use crate::{
    App,
    legacy::{
        LegacyErrorResponse,
        access::{LegacyReservationAccess, OfGuest, OfUser},
        error_response::LegacyError,
    },
};

/// Cancel a reservation, as the original did
///
/// Possible while the spot is held, or before the stay begins. A stay that has begun can be ended
/// instead.
#[utoipa::path(delete, path = "/delete-reservation-auth/{id}/", tag = "legacy",
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn delete_reservation_as_user(
    State(app): State<App>,
    OfUser(access): OfUser,
) -> Result<StatusCode, LegacyErrorResponse> {
    delete(&app, access).await
}

/// Cancel a guest's reservation, as the original did
///
/// Possible while the spot is held, or before the stay begins. A stay that has begun can be ended
/// instead.
#[utoipa::path(delete, path = "/delete-reservation-unauth/{id}/{email}/", tag = "legacy",
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("email" = String, Path, description = "The address that it was made with",
        example = "ann@example.com")),
    responses((status = 204), (status = "4XX", body = LegacyError)))]
pub(crate) async fn delete_reservation_as_guest(
    State(app): State<App>,
    OfGuest(access): OfGuest,
) -> Result<StatusCode, LegacyErrorResponse> {
    delete(&app, access).await
}

async fn delete(
    app: &App,
    access: LegacyReservationAccess,
) -> Result<StatusCode, LegacyErrorResponse> {
    let access = access.require_active(app)?;
    let (id, principal, now, terms) =
        (access.reservation().id, access.principal, app.now(), app.terms.clone());
    let cancelled =
        app.db.write(move |conn| cancel_reservation(conn, id, principal, None, &terms, now)).await;
    cancelled.map_err(|error| match error {
        Error::InvalidTransition { .. } => LegacyErrorResponse::detail(
            StatusCode::BAD_REQUEST,
            "The stay has begun: it can be ended, not deleted.",
        ),
        other => other.into(),
    })?;
    Ok(StatusCode::NO_CONTENT)
}
