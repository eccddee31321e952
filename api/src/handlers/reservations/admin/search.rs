//! Search of the reservations of all drivers.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    platform::domain::{
        email::comparison_form,
        ids::{ReservationId, SpotId, ZoneId},
        reference::ReservationReference,
    },
    reservations::{
        domain::status::Status,
        models::reservation_details::{ReservationDetails, ReservationFilter},
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{
        Instant, Limit, Params, Parsed, Permitted, SearchText, permissions::ViewReservations,
    },
    handlers::admin::next_cursor,
    problem::Problem,
    views::ReservationView,
};

/// A page of reservations, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundReservations {
    pub(super) reservations: Vec<ReservationView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    pub(super) next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchReservations {
    /// This one
    id: Option<Uuid>,
    /// With this reference, as drivers see it; case, white space and hyphens are ignored
    #[param(value_type = Option<String>, example = "1A2B3C4D")]
    reference: Option<Parsed<ReservationReference>>,
    /// Of the driver with this address, signed in or not
    #[param(value_type = Option<String>)]
    email: Option<SearchText>,
    /// On this spot
    spot_id: Option<Uuid>,
    /// On a spot that is in this zone now
    zone_id: Option<Uuid>,
    /// Ending after this instant, RFC 3339
    #[param(value_type = Option<String>)]
    from: Option<Instant>,
    /// Beginning before this instant
    #[param(value_type = Option<String>)]
    to: Option<Instant>,
    /// `held`, `confirmed`, `completed`, `expired`, `cancelled` or `revoked`
    #[param(value_type = Option<String>)]
    status: Option<Parsed<Status>>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ReservationId>>,
}

/// Find reservations
///
/// Searches the reservations of all drivers in the cities and sites of the user. A result matches
/// all given filters.
#[utoipa::path(get, path = "/api/v1/admin/reservations", tag = "admin",
    security(("bearer" = ["view_reservations"])), params(SearchReservations),
    responses((status = 200, body = FoundReservations),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_reservations(
    State(app): State<App>,
    operator: Permitted<ViewReservations>,
    Params(query): Params<SearchReservations>,
) -> Result<Body<FoundReservations>, Problem> {
    let filter = ReservationFilter {
        id: query.id.map(ReservationId),
        reference: query.reference.map(|reference| reference.0),
        email: query.email.map(|email| comparison_form(&email.0)),
        spot_id: query.spot_id.map(SpotId),
        zone_id: query.zone_id.map(ZoneId),
        from: query.from.map(|from| from.0),
        to: query.to.map(|to| to.0),
        status: query.status.map(|status| status.0),
        plate_hashes: None,
        before: query.cursor.map(|cursor| cursor.0),
    };
    let (limit, now) = (query.limit.0, app.now());
    let scope = operator.scope();
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(ReservationDetails::search(conn, &filter, &scope, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |details| details.reservation.id.0);
    let reservations =
        found.into_iter().map(|details| ReservationView::new(details, now)).collect();
    Ok(Body(FoundReservations { reservations, next_cursor }))
}
