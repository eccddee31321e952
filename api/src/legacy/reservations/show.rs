//! Find a guest's reservation.

use axum::{Json, extract::State};

use crate::{
    App,
    legacy::{
        LegacyErrorResponse, access::OfGuest, error_response::LegacyError, views::LegacyReservation,
    },
};

/// Find a guest's reservation, as the original did
///
/// By its full id and the address that it was made with. One that does not exist, is another's, or
/// belongs to an account is answered alike.
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
