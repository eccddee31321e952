//! The calendar file of a reservation.

use axum::{extract::State, response::Response};
use shared::{
    Error,
    platform::domain::ids::ReservationId,
    reservations::{calendar::calendar_file, models::reservation_details::ReservationDetails},
};

use crate::{
    App,
    attachment::attachment,
    extract::{Id, ReservationAccess},
    problem::Problem,
};

/// Save a reservation for a calendar
///
/// An iCalendar file (RFC 5545) with one event. A later file about the same reservation replaces
/// the event in a calendar: `SEQUENCE` is the revision. Once the reservation is cancelled, expired
/// or revoked, the method is `CANCEL`, which removes the event. The file contains no token.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/calendar", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = String, content_type = "text/calendar"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_calendar(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
) -> Result<Response, Problem> {
    let id = ReservationId(id.0);
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(ReservationDetails::of_principal(conn, id, principal)?));
    let file = calendar_file(&found.await?, &app.public_url, &app.mail_sender, app.now())?;
    Ok(attachment(&file.content_type(), &file.name, file.text))
}
