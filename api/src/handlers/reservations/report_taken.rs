//! Reports that another vehicle is on the spot.

use axum::{Json as Body, extract::State, http::HeaderMap};
use serde::Serialize;
use shared::{
    Error,
    platform::{config::limits::Limit, domain::ids::ReservationId},
    reservations::{
        domain::status::Status,
        models::{reservation_details::ReservationDetails, taken_report},
        operations::{self, Reported, report_taken::check_report},
    },
};
use utoipa::ToSchema;

use super::{ReseatView, reseat::view, shown};
use crate::{
    App,
    extract::{AcceptLanguage, ClientAddress, Id, ReservationAccess},
    limits::RateLimitScope,
    problem::{Problem, REQUEST_ID},
    views::ReservationView,
};

/// Result of the report.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportedView {
    /// `revoked` if the report is free of charge; otherwise `completed`, and the time used is
    /// billed.
    reservation: ReservationView,
    /// `true` if nothing is charged.
    is_free: bool,
    /// Re-seat offered to the driver, to be answered with `POST …/reseat`; `null` if there is none.
    reseat: Option<ReseatView>,
}

/// Report that your spot is taken
///
/// Accepted while the stay is in progress, from its start for `report_taken_seconds` (see the
/// configuration). Outside that window the code is `outside_report_window`, and `report_window`
/// contains the window. The first report with a card in 30 days is free, including the time used,
/// unless three reports came from the same network; if a free spot is available nearby at no higher
/// price, it is held for you to accept or decline. Later reports end the stay, and the time used is
/// billed. Other drivers' reservations are not affected; a second report by a different driver
/// closes the spot to new reservations for 30 minutes. Idempotent. The number of reports per driver
/// and day is limited: `rate_limited`. A vehicle that has entered a garage or lot, and a stay where
/// spots have no numbers, cannot be reported: `invalid_transition`.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/report-taken", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReportedView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report_taken(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    language: AcceptLanguage,
    address: ClientAddress,
    headers: HeaderMap,
    id: Id,
) -> Result<Body<ReportedView>, Problem> {
    let (id, now, terms) = (ReservationId(id.0), app.now(), app.terms.clone());
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(ReservationDetails::of_principal(conn, id, principal)?))
        .await?;
    let is_repeated =
        app.db.read(move |conn| Ok::<_, Error>(taken_report::is_free(conn, id)?.is_some())).await?;
    if found.reservation.status != Status::Revoked && !is_repeated {
        // Checked first, so that an invalid or repeated report does not count towards the limit.
        let (reservation, defaults) = (found.reservation.clone(), terms.clone());
        let check = move |conn: &mut _| check_report(conn, &reservation, &defaults, now);
        app.db.read(check).await?;
        let driver = match found.reservation.user_id {
            Some(user) => RateLimitScope::Account(user),
            None => RateLimitScope::Email(&found.email),
        };
        app.limits.check(Limit::ReportTaken, &[RateLimitScope::Address(address), driver]).await?;
    }
    let origin = address.origin(&app)?;
    let request_id = headers.get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
    let Reported { is_free, offer } = app
        .db
        .write(move |conn| {
            operations::report_taken(conn, id, principal, &origin, &terms, request_id, now)
        })
        .await?;
    let (_, Body(reservation)) = shown(&app, id, principal, language).await?;
    let reseat = match offer {
        Some(offer) => Some(view(&app, &offer, principal, language).await?.0),
        None => None,
    };
    Ok(Body(ReportedView { reservation, is_free, reseat }))
}
