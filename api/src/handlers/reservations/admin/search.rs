//! Search of the reservations of all drivers.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error,
    platform::domain::{
        email::comparison_form,
        ids::{ReservationId, SpotId, ZoneId},
    },
    reservations::models::reservation_details::{ReservationDetails, Wanted},
};
use utoipa::ToSchema;

use crate::{
    App,
    extract::{Operator, Query},
    handlers::admin::{instant, next_cursor, place, text},
    problem::Problem,
    views::ReservationView,
};

/// A page of reservations, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundReservations {
    reservations: Vec<ReservationView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// Find reservations
///
/// Searches the reservations of all drivers. A result matches all given filters.
#[utoipa::path(get, path = "/api/v1/admin/reservations", tag = "admin", security(("bearer" = [])),
    params(
        ("id" = Option<uuid::Uuid>, Query, description = "This one"),
        ("email" = Option<String>, Query,
        description = "Of the driver with this address, signed in or not"),
        ("spot_id" = Option<uuid::Uuid>, Query, description = "On this spot"),
        ("zone_id" = Option<uuid::Uuid>, Query, description = "On a spot that is in this zone now"),
        ("from" = Option<String>, Query, description = "Ending after this instant, RFC 3339"),
        ("to" = Option<String>, Query, description = "Beginning before this instant"),
        ("status" = Option<String>, Query,
        description = "`held`, `confirmed`, `completed`, `expired`, `cancelled` or `revoked`"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = FoundReservations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_reservations(
    State(app): State<App>,
    _: Operator,
    mut query: Query,
) -> Result<Body<FoundReservations>, Problem> {
    let wanted = Wanted {
        id: query.optional("id").map(ReservationId),
        email: text(&mut query, "email").map(|email| comparison_form(&email)),
        spot_id: query.optional("spot_id").map(SpotId),
        zone_id: query.optional("zone_id").map(ZoneId),
        from: instant(&mut query, "from"),
        to: instant(&mut query, "to"),
        status: query.optional("status"),
        before: place(&query)?.map(ReservationId),
    };
    let (limit, now) = (query.limit(50, 100), app.now());
    let wanted = query.finish(Some(wanted))?;
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(ReservationDetails::search(conn, &wanted, limit + 1)?));
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |details| details.reservation.id.0);
    let reservations =
        found.into_iter().map(|details| ReservationView::new(details, now)).collect();
    Ok(Body(FoundReservations { reservations, next_cursor }))
}
