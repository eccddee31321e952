//! Lists the caller's reservations.

use axum::{Json, extract::State};
use serde::Serialize;
use shared::{
    Error,
    platform::domain::ids::ReservationId,
    reservations::models::reservation_details::{Age, ReservationDetails},
};
use utoipa::ToSchema;

use crate::{
    App, cursor,
    extract::{CurrentUser, Query},
    problem::Problem,
    views::ReservationView,
};

/// Reservations, latest end first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reservations {
    reservations: Vec<ReservationView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// List your reservations
///
/// `age=current` (default): held or confirmed. `age=past`: all others.
#[utoipa::path(get, path = "/api/v1/reservations", tag = "reservations", security(("bearer" = [])),
    params(
        ("age" = Option<String>, Query, description = "`current` (default) or `past`"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 20"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = Reservations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_reservations(
    State(app): State<App>,
    user: CurrentUser,
    mut query: Query,
) -> Result<Json<Reservations>, Problem> {
    let age = match query.text("age").unwrap_or("current") {
        "current" => Some(Age::Current),
        "past" => Some(Age::Past),
        _ => query.wrong("age", "unknown", "must be current or past"),
    };
    let limit = query.limit(20, 100);
    let after = query.text("cursor").map(cursor::read_instant).transpose()?;
    let after = after.map(|(ends_at, id)| (ends_at, ReservationId(id)));
    let (age, now) = (query.finish(age)?, app.now());
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(ReservationDetails::of_user(conn, user.id, age, after, limit + 1, now)?)
    });
    let (mut found, page) = (found.await?, usize::try_from(limit).unwrap_or(usize::MAX));
    let has_more = found.len() > page;
    found.truncate(page);
    let last = found.last().filter(|_| has_more).map(|last| &last.reservation);
    let next_cursor = last.and_then(|last| cursor::write(&(last.period.ends_at(), last.id.0)));
    let reservations =
        found.into_iter().map(|details| ReservationView::new(details, now)).collect();
    Ok(Json(Reservations { reservations, next_cursor }))
}
