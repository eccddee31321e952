//! Re-seat of a revoked reservation: show, accept or decline.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::domain::principal::Principal,
    platform::domain::ids::ReservationId,
    reservations::{models::reservation::Reservation, operations},
};
use utoipa::ToSchema;

use super::shown;
use crate::{
    App,
    extract::{AcceptLanguage, Id, Json, ReservationAccess},
    problem::Problem,
    views::ReservationView,
};

/// A re-seat offered to a driver.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReseatView {
    /// A hold that replaces the reservation in `reseat_of`.
    reservation: ReservationView,
    /// Bearer token that grants a guest access to the re-seat.
    manage_token: Option<String>,
}

/// The driver's decision.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AnswerReseat {
    /// `true` accepts the re-seat, `false` declines it.
    accept: bool,
}

/// Show the re-seat offered
///
/// A free spot nearby at no higher price is held for you when your reservation is revoked, if there
/// is one. `id` is that of the revoked reservation or of the re-seat.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/reseat", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReseatView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_reseat(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    language: AcceptLanguage,
    id: Id,
) -> Result<Body<ReseatView>, Problem> {
    let id = ReservationId(id.0);
    let offer = app.db.read(move |conn| operations::find_reseat_offer(conn, id, principal)).await?;
    Ok(view(&app, &offer, principal, language).await?)
}

/// Accept or decline the re-seat
///
/// An accepted re-seat is confirmed with the card that you had set up; without one, set up a card
/// and confirm it like any hold. A declined re-seat is released. Idempotent.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/reseat", tag = "reservations",
    security(("bearer" = [])),
    request_body = AnswerReseat,
    params(("id" = uuid::Uuid, Path,
    description = "The reservation that was revoked, or the offer")),
    responses((status = 200, body = ReseatView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn answer_reseat(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    language: AcceptLanguage,
    id: Id,
    Json(body): Json<AnswerReseat>,
) -> Result<Body<ReseatView>, Problem> {
    let (id, now, terms) = (ReservationId(id.0), app.now(), app.terms.clone());
    let updated = app.db.write(move |conn| match body.accept {
        true => operations::accept_reseat(conn, id, principal, &terms, now),
        false => operations::decline_reseat(conn, id, principal, &terms, now),
    });
    let offer = updated.await?;
    Ok(view(&app, &offer, principal, language).await?)
}

/// Returns the re-seat offered for a revoked reservation; `None` if there is none.
pub(super) async fn find(
    app: &App,
    id: ReservationId,
    principal: Principal,
    language: AcceptLanguage,
) -> Result<Option<ReseatView>, Error> {
    match app.db.read(move |conn| operations::find_reseat_offer(conn, id, principal)).await {
        Err(Error::NotFound) => Ok(None),
        offer => Ok(Some(view(app, &offer?, principal, language).await?.0)),
    }
}

/// Returns the re-seat with the fields that the driver may see. A guest's link to the revoked
/// reservation also grants access to it.
pub(super) async fn view(
    app: &App,
    offer: &Reservation,
    principal: Principal,
    language: AcceptLanguage,
) -> Result<Body<ReseatView>, Error> {
    let manage_token = match principal.linked_reservation() {
        Some(_) => Some(app.links().manage_token(offer)?),
        None => None,
    };
    let principal = principal.for_replacement(offer.id);
    let (_, Body(reservation)) = shown(app, offer.id, principal, language).await?;
    Ok(Body(ReseatView { reservation, manage_token }))
}
