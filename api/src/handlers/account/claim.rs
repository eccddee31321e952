//! Claim what one reserved as a guest.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::reservations::operations;
use shared::{Error, reservations::models::reservation_details::ReservationDetails};
use utoipa::ToSchema;

use crate::{App, extract::CurrentUser, problem::Problem, views::ReservationView};

/// Reservations that were made as a guest, and are yours now.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimedReservations {
    reservations: Vec<ReservationView>,
}

/// Claim your guest reservations
///
/// Those that were made without an account, with the address of this account, which must be
/// confirmed. From then on they are managed by signing in; the links of their old mails lead
/// nowhere, but for those to pay. The card of each goes on. At most 100 at a time; holds are left
/// until they are decided.
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
