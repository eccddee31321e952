//! Lists the user's reservations.

use axum::{Json, extract::State};
use shared::{Error, reservations::models::reservation_details::ReservationDetails};

use crate::{
    App,
    legacy::{
        LegacyErrorResponse, authorization::TokenUser, error_response::LegacyError,
        views::LegacyReservation,
    },
};

/// Maximum number of reservations in a response. The original had no limit.
const LIMIT: i64 = 1_000;

/// List your unpaid reservations, as the original did
///
/// Reservations that are held, confirmed, or completed with a payment due. The latest start comes
/// first.
#[utoipa::path(get, path = "/reservation-auth/", tag = "legacy", security(("token" = [])),
    responses((status = 200, body = Vec<LegacyReservation>), (status = "4XX", body = LegacyError)))]
pub(crate) async fn list_unpaid_reservations(
    State(app): State<App>,
    user: TokenUser,
) -> Result<Json<Vec<LegacyReservation>>, LegacyErrorResponse> {
    list(&app, user, false).await
}

/// List your paid reservations, as the original did
///
/// Completed reservations without a payment due. The latest start comes first.
#[utoipa::path(get, path = "/expired-reservations-auth/", tag = "legacy", security(("token" = [])),
    responses((status = 200, body = Vec<LegacyReservation>), (status = "4XX", body = LegacyError)))]
pub(crate) async fn list_paid_reservations(
    State(app): State<App>,
    user: TokenUser,
) -> Result<Json<Vec<LegacyReservation>>, LegacyErrorResponse> {
    list(&app, user, true).await
}

async fn list(
    app: &App,
    user: TokenUser,
    is_paid: bool,
) -> Result<Json<Vec<LegacyReservation>>, LegacyErrorResponse> {
    let now = app.now();
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(ReservationDetails::of_user_by_paid(conn, user.id, is_paid, LIMIT, now)?)
    });
    Ok(Json(found.await?.into_iter().map(LegacyReservation::from).collect()))
}
