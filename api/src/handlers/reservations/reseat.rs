//! Re-seat of a revoked reservation: show, accept or decline.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    platform::domain::ids::ReservationId,
    reservations::{
        models::reservation::{Actor, Reservation},
        operations,
    },
};
use utoipa::ToSchema;

use super::shown;
use crate::{
    App,
    extract::{Caller, Id, Json},
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
    caller: Caller,
    id: Id,
) -> Result<Body<ReseatView>, Problem> {
    let (id, actor) = (ReservationId(id.0), caller.0);
    let offer = app.db.read(move |conn| operations::offered(conn, id, actor)).await?;
    Ok(view(&app, &offer, actor).await?)
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
    Ok(view(&app, &offer, actor).await?)
}

/// Returns the re-seat offered for a revoked reservation; `None` if there is none.
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

/// Returns the re-seat with the fields that the driver may see. A guest's link to the revoked
/// reservation also grants access to it.
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
