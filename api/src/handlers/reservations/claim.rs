//! Transfer of guest reservations to an account.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error,
    reservations::{models::reservation_details::ReservationDetails, operations},
};
use utoipa::ToSchema;

use crate::{App, extract::CurrentUser, problem::Problem, views::ReservationView};

/// Reservations transferred from the guest to the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimedReservations {
    reservations: Vec<ReservationView>,
}

/// Claim your guest reservations
///
/// Transfers the reservations made as a guest with the email address of this account, which must be
/// confirmed. Claimed reservations are managed by signing in; management links in earlier mails
/// stop working, payment links stay valid. Each reservation keeps its card. At most 100
/// reservations are claimed per call; holds are not transferred.
#[utoipa::path(post, path = "/api/v1/account/claim", tag = "accounts", security(("bearer" = [])),
    responses((status = 200, body = ClaimedReservations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn claim_reservations(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Body<ClaimedReservations>, Problem> {
    let (now, terms) = (app.now(), app.terms.clone());
    let claimed = app.db.write(move |conn| {
        let claimed = operations::claim_reservations(conn, user.id, &terms, now)?;
        let shown =
            claimed.iter().map(|reservation| ReservationDetails::find(conn, reservation.id));
        Ok::<_, Error>(shown.collect::<Result<Vec<_>, _>>()?)
    });
    let reservations =
        claimed.await?.into_iter().map(|details| ReservationView::new(details, now)).collect();
    Ok(Body(ClaimedReservations { reservations }))
}
