//! Reservations of all drivers: find, show with history, cancel and end.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;
use shared::{
    Error,
    platform::{
        domain::{
            email::comparison_form,
            ids::{ReservationId, SpotId, ZoneId},
        },
        models::audit::AuditEvent,
    },
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation,
            reservation_details::{ReservationDetails, Wanted},
            transition::Transition,
        },
        operations,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, Operator, Query},
    handlers::admin::{Reason, instant, next_cursor, note, place, text},
    problem::Problem,
    views::ReservationView,
};

/// A transition of a reservation.
#[derive(Debug, Serialize, ToSchema)]
struct TransitionView {
    /// Revision after the transition.
    revision: i32,
    /// `hold`, `confirm`, `expire`, `cancel`, `amend`, `end` or `revoke`.
    #[schema(example = "confirm")]
    event: String,
    #[schema(value_type = Option<String>)]
    from_status: Option<Status>,
    #[schema(value_type = String)]
    to_status: Status,
    /// Period after the transition.
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// `user:<id>`, `guest:<id>`, `operator:<id>`, `worker` or `stripe`.
    actor: String,
    at: DateTime<Utc>,
    note: Option<String>,
}

/// A reservation with its history.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReservationFile {
    reservation: ReservationView,
    /// Driver with an account; `null` for a guest.
    user_id: Option<Uuid>,
    /// Driver without an account; `null` for a user.
    guest_id: Option<Uuid>,
    /// Reservation offered as a re-seat; only once this one is revoked.
    reseat_id: Option<Uuid>,
    transitions: Vec<TransitionView>,
}

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
        ("id" = Option<Uuid>, Query, description = "This one"),
        ("email" = Option<String>, Query,
        description = "Of the driver with this address, signed in or not"),
        ("spot_id" = Option<Uuid>, Query, description = "On this spot"),
        ("zone_id" = Option<Uuid>, Query, description = "On a spot that is in this zone now"),
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

/// Show any reservation
///
/// Includes its history and its charge.
#[utoipa::path(get, path = "/api/v1/admin/reservations/{id}", tag = "admin",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationFile),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn inspect_reservation(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<ReservationFile>, Problem> {
    let id = ReservationId(id.0);
    let found = app.db.read(move |conn| {
        let (details, transitions) =
            (ReservationDetails::find(conn, id)?, Transition::of_reservation(conn, id)?);
        Ok::<_, Error>((details, transitions, Reservation::in_place_of(conn, id)?))
    });
    let (details, transitions, reseat) = found.await?;
    let view = |step: Transition| TransitionView {
        revision: step.revision,
        event: step.event,
        from_status: step.from_status,
        to_status: step.to_status,
        starts_at: step.period.starts_at(),
        ends_at: step.period.ends_at(),
        actor: step.actor,
        at: step.at,
        note: step.note,
    };
    Ok(Body(ReservationFile {
        user_id: details.reservation.user_id.map(|id| id.0),
        guest_id: details.reservation.guest_id.map(|id| id.0),
        reseat_id: reseat.map(|reseat| reseat.id.0),
        transitions: transitions.into_iter().map(view).collect(),
        reservation: ReservationView::new(details, app.now()),
    }))
}

/// Cancel for a driver
///
/// Cancels a hold, or a stay that has not started. The driver is not charged and is notified.
/// Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/cancel", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn cancel_for_driver(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ReservationView>, Problem> {
    act(&app, operator, ReservationId(id.0), &body, Verb::Cancel).await
}

/// End for a driver
///
/// Same effect as if the driver had ended it: a stay in progress is billed for the time used, and a
/// stay that has not started is cancelled without charge. Idempotent.
#[utoipa::path(post, path = "/api/v1/admin/reservations/{id}/end", tag = "admin",
    security(("bearer" = [])), request_body = Reason,
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_for_driver(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<Reason>,
) -> Result<Body<ReservationView>, Problem> {
    act(&app, operator, ReservationId(id.0), &body, Verb::End).await
}

#[derive(Clone, Copy)]
enum Verb {
    Cancel,
    End,
}

async fn act(
    app: &App,
    operator: Operator,
    id: ReservationId,
    why: &Reason,
    verb: Verb,
) -> Result<Body<ReservationView>, Problem> {
    let (hand, actor, note, now) =
        (operator.hand(), operator.everywhere(), note(&why.note)?, app.now());
    let terms = app.terms.clone();
    let done = app.db.write(move |conn| {
        let before = operations::lock_reservation(conn, id)?;
        let (action, after) = match verb {
            Verb::Cancel => (
                "reservation.cancel",
                operations::cancel_reservation(conn, id, actor, None, &terms, now)?,
            ),
            Verb::End => (
                "reservation.end",
                operations::end_reservation(conn, id, actor, None, &terms, now)?,
            ),
        };
        let facts = |reservation: &Reservation| {
            json!({ "status": reservation.status,
                "revision": reservation.revision })
        };
        hand.record(
            conn,
            AuditEvent::new(action, id.0).reason(&note).change(facts(&before), facts(&after)),
            now,
        )?;
        Ok::<_, Error>(ReservationDetails::find(conn, id)?)
    });
    let details = done.await?;
    Ok(Body(ReservationView::new(details, now)))
}
