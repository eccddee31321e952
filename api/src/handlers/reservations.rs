//! The search for free spots, live updates and reservations: one file per operation.

mod admin;
mod amend;
mod availability;
mod calendar;
mod cancel;
mod claim;
mod confirm;
mod create;
mod end;
mod guest_links;
mod list;
mod live;
mod quote;
mod quotes;
mod refusals;
mod report_taken;
mod reseat;
mod set_up_card;
mod share;
mod show;
pub(super) mod spots;
mod vehicle;

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, header::ETAG},
};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::domain::ids::ReservationId,
    reservations::{
        models::{reservation_details::ReservationDetails, segment},
        operations::undo_until,
    },
};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{App, extract::AcceptLanguage, views::ReservationView};

pub(crate) use amend::*;
pub(crate) use calendar::*;
pub(crate) use cancel::*;
pub(crate) use claim::*;
pub(crate) use confirm::*;
pub(crate) use create::*;
pub(crate) use end::*;
pub(crate) use list::*;
pub(crate) use quote::*;
pub(crate) use quotes::*;
pub(crate) use refusals::counted;
pub(crate) use report_taken::*;
pub(crate) use reseat::*;
pub(crate) use set_up_card::*;
pub(crate) use share::*;
pub(crate) use show::*;
pub(crate) use vehicle::*;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(spots::list_spots))
        .routes(routes!(availability::count_spots))
        .routes(routes!(live::watch_live))
        .routes(routes!(create_reservation, list_reservations))
        .routes(routes!(show_reservation, amend_reservation))
        .routes(routes!(set_up_card))
        .routes(routes!(confirm_reservation))
        .routes(routes!(end_reservation))
        .routes(routes!(cancel_reservation))
        .routes(routes!(create_quote))
        .routes(routes!(quote_extension))
        .routes(routes!(create_extension_quote))
        .routes(routes!(report_taken))
        .routes(routes!(show_reseat, answer_reseat))
        .routes(routes!(save_calendar))
        .routes(routes!(share_stay, end_share))
        .routes(routes!(show_shared_stay))
        .routes(routes!(show_reservation_vehicle, choose_reservation_vehicle))
        .routes(routes!(claim_reservations))
        .routes(routes!(guest_links::request_guest_link))
        .merge(admin::routes())
}

/// A reservation, with its revision as `ETag`.
pub(crate) type Shown = (HeaderMap, Json<ReservationView>);

/// Optional body with the revision that the client expects; equivalent to `If-Match`.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct Seen {
    /// Refuse the request if the reservation is at another revision.
    revision: Option<i32>,
}

/// Returns the current reservation with the fields that `principal` may see.
pub(crate) async fn shown(
    app: &App,
    id: ReservationId,
    principal: Principal,
    language: AcceptLanguage,
) -> Result<Shown> {
    let now = app.now();
    let found = app.db.read(move |conn| {
        let details = ReservationDetails::of_principal(conn, id, principal)?;
        let undo = undo_until(conn, &details.reservation, now)?;
        Ok::<_, Error>((details, segment::tariff_of(conn, id)?, undo))
    });
    let (details, tariff, undo) = found.await?;
    let etag = HeaderValue::from_str(&format!("\"{}\"", details.reservation.revision));
    let mut headers = HeaderMap::new();
    headers.extend(etag.ok().map(|etag| (ETAG, etag)));
    let view = ReservationView::new(details, now).with_tariff(tariff, language.0).with_undo(undo);
    Ok((headers, Json(view)))
}
