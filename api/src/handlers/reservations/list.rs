//! Lists the caller's reservations.

use std::collections::HashMap;

use axum::{Json, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    platform::domain::ids::ReservationId,
    reservations::{
        models::{
            reservation_details::{Age, ReservationDetails},
            segment::tariffs_of,
        },
        operations::undo_until,
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::{self, Cursor, CursorTime},
    extract::{AcceptLanguage, CurrentUser, Limit, Params, choice},
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

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListReservations {
    /// `current` (default) or `past`
    #[serde(default, deserialize_with = "age")]
    #[param(value_type = Option<String>)]
    age: Option<Age>,
    /// 1 to 100, default 20
    #[serde(default)]
    #[param(inline)]
    limit: Limit<20, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<(CursorTime, Uuid)>>,
}

fn age<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Age>, D::Error> {
    choice(deserializer, |text| match text {
        "current" => Ok(Age::Current),
        "past" => Ok(Age::Past),
        _ => Err("unknown: must be current or past"),
    })
}

/// List your reservations
///
/// `age=current` (default): held or confirmed. `age=past`: all others.
#[utoipa::path(get, path = "/api/v1/reservations", tag = "reservations", security(("bearer" = [])),
    params(ListReservations),
    responses((status = 200, body = Reservations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_reservations(
    State(app): State<App>,
    user: CurrentUser,
    AcceptLanguage(language): AcceptLanguage,
    Params(query): Params<ListReservations>,
) -> Result<Json<Reservations>, Problem> {
    let (age, limit, now) = (query.age.unwrap_or(Age::Current), query.limit.0, app.now());
    let after = query.cursor.map(|Cursor((ends_at, id))| (ends_at.0, ReservationId(id)));
    let found = app.db.read(move |conn| {
        let found = ReservationDetails::of_user(conn, user.id, age, after, limit + 1, now)?;
        let ids: Vec<_> = found.iter().map(|details| details.reservation.id).collect();
        let tariffs = tariffs_of(conn, &ids)?;
        let undos = found.iter().map(|details| {
            Ok::<_, Error>((details.reservation.id, undo_until(conn, &details.reservation, now)?))
        });
        let undos = undos.collect::<Result<HashMap<_, _>, _>>()?;
        Ok::<_, Error>((found, tariffs, undos))
    });
    let (mut found, mut tariffs, undos) = found.await?;
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = found.len() > page;
    found.truncate(page);
    let last = found.last().filter(|_| has_more).map(|last| &last.reservation);
    let next_cursor = last.and_then(|last| cursor::write(&(last.period.ends_at(), last.id.0)));
    let reservations = found.into_iter().map(|details| {
        let id = details.reservation.id;
        let view = ReservationView::new(details, now).with_tariff(tariffs.remove(&id), language);
        view.with_undo(undos.get(&id).copied().flatten())
    });
    let reservations = reservations.collect();
    Ok(Json(Reservations { reservations, next_cursor }))
}
