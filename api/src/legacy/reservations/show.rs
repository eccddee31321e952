//! Shows a guest's reservation.

use axum::{Json, extract::State};

use crate::{
    App,
    legacy::{
        LegacyErrorResponse, access::OfGuest, error_response::LegacyError, views::LegacyReservation,
    },
};

/// Find a guest's reservation, as the original did
///
/// Requires the full id and the email address that the reservation was made with. A reservation
/// that does not exist, belongs to another guest or belongs to an account gives the same error.
#[utoipa::path(get, path = "/reservation-unauth/{id}/{email}/", tag = "legacy",
    params(("id" = uuid::Uuid, Path, description = "The reservation"),
        ("email" = String, Path, description = "The address that it was made with",
        example = "ann@example.com")),
    responses((status = 200, body = LegacyReservation), (status = "4XX", body = LegacyError)))]
pub(crate) async fn show_reservation_as_guest(
    State(app): State<App>,
    OfGuest(access): OfGuest,
) -> Result<Json<LegacyReservation>, LegacyErrorResponse> {
    Ok(Json(access.require_active(&app)?.details.into()))
}
