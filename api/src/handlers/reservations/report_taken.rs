//! Report that somebody else is on the spot.

use axum::{Json as Body, extract::State, http::HeaderMap};
use serde::Serialize;
use serde_json::json;
use shared::{
    Error,
    config::limits::Limit,
    domain::{ids::ReservationId, status::Status},
    models::{
        audit::{Deed, Hand},
        reservation::Reservation,
        reservation_details::ReservationDetails,
        transition::SPOT_TAKEN,
    },
    operations::{self, Reported, report_taken::check_report},
};
use utoipa::ToSchema;

use super::{ReseatView, reseat::view, shown};
use crate::{
    App,
    extract::{Caller, ClientAddress, Id},
    limits::By,
    problem::{Problem, REQUEST_ID},
    views::ReservationView,
};

/// What came of the report.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportedView {
    /// Taken back: nothing is charged.
    reservation: ReservationView,
    /// The spot that you are offered in its place, if there is one, to be answered by `POST …/reseat`.
    reseat: Option<ReseatView>,
}

/// Report that your spot is taken
///
/// Somebody else is on the spot: from the start of the stay on, for `report_taken_seconds` (see the configuration) and while it lasts; outside
/// of that `outside_report_window`, whose `report_window` tells when. It costs nothing, not even the time until now; where there is a free spot
/// nearby at no higher price, it is held for you to accept or decline. For half an hour nobody else is sent to the spot. A second time
/// changes nothing. Few reports are taken from one driver a day: `rate_limited`.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/report-taken", tag = "reservations", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReportedView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report_taken(
    State(app): State<App>,
    caller: Caller,
    address: ClientAddress,
    headers: HeaderMap,
    id: Id,
) -> Result<Body<ReportedView>, Problem> {
    let (id, actor, now, terms) = (ReservationId(id.0), caller.0, app.now(), app.terms.clone());
    let found = app.db.read(move |conn| Ok::<_, Error>(ReservationDetails::of_actor(conn, id, actor)?)).await?;
    if found.reservation.status != Status::Revoked {
        // What cannot be, or has been, reported takes nothing from the driver's allowance.
        check_report(&found.reservation, &app.terms, now)?;
        let driver = match found.reservation.user_id {
            Some(user) => By::Account(user),
            None => By::Email(&found.email),
        };
        app.limits.check(Limit::ReportTaken, &[By::Address(address), driver]).await?;
    }
    let request = headers.get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
    let done = app.db.write(move |conn| {
        let reported = operations::report_taken(conn, id, actor, &terms, now)?;
        let offer = match operations::offered(conn, id, actor) {
            Err(Error::NotFound) => None,
            found => Some(found?),
        };
        if let Some(facts) = facts(&reported, offer.as_ref()) {
            let hand = Hand { actor: reported.actor.clone(), request };
            hand.record(conn, Deed::new("reservation.report_taken", id.0).because(SPOT_TAKEN).to(facts), now)?;
        }
        Ok::<_, Error>((reported, offer))
    });
    let (reported, offer) = done.await?;
    announce(&app, &reported, offer.as_ref());
    let (_, Body(reservation)) = shown(&app, id, actor).await?;
    let reseat = match offer {
        Some(offer) => Some(view(&app, &offer, actor).await?.0),
        None => None,
    };
    Ok(Body(ReportedView { reservation, reseat }))
}

/// What operators read of it; `None` when nothing was changed.
fn facts(reported: &Reported, offer: Option<&Reservation>) -> Option<serde_json::Value> {
    let closed = reported.closed.as_ref()?;
    let displaced: Vec<_> = closed.revoked.iter().map(|revoked| revoked.reservation.id).collect();
    Some(json!({
        "reseat_id": offer.map(|offer| offer.id), "closure_id": closed.closure.id, "spot_id": reported.reservation.spot_id,
        "closed_until": closed.closure.period.ends_at(), "revoked": displaced,
    }))
}

/// Tells the watchers of maps.
fn announce(app: &App, reported: &Reported, offer: Option<&Reservation>) {
    let Some(closed) = &reported.closed else { return };
    app.cache.nudge();
    let displaced = closed.revoked.iter().flat_map(|revoked| [Some(&revoked.reservation), revoked.offer.as_ref()]);
    for changed in displaced.chain([Some(&reported.reservation), offer]).flatten() {
        app.cache.announce(changed.spot_id, changed.status);
    }
}
