//! Another spot in the place of one that was taken back: see it, accept or decline it.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::reservations::operations;
use shared::{
    Error,
    platform::domain::ids::ReservationId,
    reservations::models::reservation::{Actor, Reservation},
};
use utoipa::ToSchema;

use super::shown;
use crate::{
    App,
    extract::{Caller, Id, Json},
    problem::Problem,
    views::ReservationView,
};

/// What a driver is offered.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReseatView {
    /// A hold in the place of the reservation before, as `reseat_of` tells.
    reservation: ReservationView,
    /// For guests: the bearer token for everything about it.
    manage_token: Option<String>,
}

/// The driver's answer.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AnswerReseat {
    /// Whether the other spot will do.
    accept: bool,
}

/// See the spot that you are offered
///
/// When your spot had to be taken back, another one nearby, at no higher price, is held for you
/// where there is one. `id` is the reservation that was revoked, or the offer itself.
#[utoipa::path(get, path = "/api/v1/reservations/{id}/reseat", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReseatView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_reseat(
    State(app): State<App>,
    caller: Caller,
    id: Id,
) -> Result<Body<ReseatView>, Problem> {
    let (id, actor) = (ReservationId(id.0), caller.0);
    let offer = app.db.read(move |conn| operations::offered(conn, id, actor)).await?;
    Ok(view(&app, &offer, actor).await?)
}

/// Accept or decline the spot that you are offered
///
/// Accepted, it is confirmed with the card that you had set up; without one, set a card up for the
/// offer and confirm it as any hold. Declined, it is free again. A second time changes nothing.
#[utoipa::path(post, path = "/api/v1/reservations/{id}/reseat", tag = "reservations",
    security(("bearer" = [])),
    request_body = AnswerReseat,
    params(("id" = uuid::Uuid, Path,
    description = "The reservation that was revoked, or the offer")),
    responses((status = 200, body = ReseatView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn answer_reseat(
    State(app): State<App>,
    caller: Caller,
    id: Id,
    Json(body): Json<AnswerReseat>,
) -> Result<Body<ReseatView>, Problem> {
    let (id, actor, now, terms) = (ReservationId(id.0), caller.0, app.now(), app.terms.clone());
    let answered = app.db.write(move |conn| match body.accept {
        true => operations::accept_reseat(conn, id, actor, &terms, now),
        false => operations::decline_reseat(conn, id, actor, &terms, now),
    });
    let offer = answered.await?;
    app.cache.publish_map_change();
    Ok(view(&app, &offer, actor).await?)
}

/// What is offered in the place of a reservation that was taken back, if anything is.
pub(super) async fn find(
    app: &App,
    id: ReservationId,
    actor: Actor,
) -> Result<Option<ReseatView>, Error> {
    match app.db.read(move |conn| operations::offered(conn, id, actor)).await {
        Err(Error::NotFound) => Ok(None),
        offer => Ok(Some(view(app, &offer?, actor).await?.0)),
    }
}

/// The offer, as the driver may see it: a guest's link to the reservation before leads to it.
pub(super) async fn view(
    app: &App,
    offer: &Reservation,
    actor: Actor,
) -> Result<Body<ReseatView>, Error> {
    let (actor, manage_token) = match actor {
        Actor::Link(_) => (Actor::Link(offer.id), Some(app.links().manage_token(offer)?)),
        actor => (actor, None),
    };
    let (_, Body(reservation)) = shown(app, offer.id, actor).await?;
    Ok(Body(ReseatView { reservation, manage_token }))
}
