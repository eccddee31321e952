//! A reservation of any driver, with its history and its vehicles.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    places::models::place,
    platform::domain::{ids::ReservationId, language::Language},
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation, reservation_details::ReservationDetails,
            reservation_vehicle::ReservationVehicle, segment, transition::Transition,
        },
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewReservations},
    handlers::reservations::ReservationVehicleView,
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
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationFile {
    reservation: ReservationView,
    /// Driver with an account; `null` for a guest.
    user_id: Option<Uuid>,
    /// Driver without an account; `null` for a user.
    guest_id: Option<Uuid>,
    /// Reservation offered as a re-seat; only once this one is revoked.
    reseat_id: Option<Uuid>,
    /// Vehicles that the driver chose, the current one first.
    vehicles: Vec<ReservationVehicleView>,
    transitions: Vec<TransitionView>,
}

/// Show any reservation
///
/// Includes its history, its charge and its vehicles.
#[utoipa::path(get, path = "/api/v1/admin/reservations/{id}", tag = "admin",
    security(("bearer" = ["view_reservations"])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationFile),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn inspect_reservation(
    State(app): State<App>,
    operator: Permitted<ViewReservations>,
    id: Id,
) -> Result<Body<ReservationFile>, Problem> {
    let (id, scope) = (ReservationId(id.0), operator.scope());
    let found = app.db.read(move |conn| {
        let (details, transitions) =
            (ReservationDetails::find(conn, id)?, Transition::of_reservation(conn, id)?);
        scope.check(place::of_spot(conn, details.reservation.spot_id)?)?;
        let (reseat, vehicles) =
            (Reservation::find_reseat(conn, id)?, ReservationVehicle::of_reservation(conn, id)?);
        let tariff = segment::tariff_of(conn, id)?;
        Ok::<_, Error>((details, transitions, reseat, vehicles, tariff))
    });
    let (details, transitions, reseat, vehicles, tariff) = found.await?;
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
        vehicles: vehicles
            .into_iter()
            .map(|vehicle| ReservationVehicleView::new(vehicle, &app.tokens))
            .collect(),
        transitions: transitions.into_iter().map(view).collect(),
        reservation: ReservationView::new(details, app.now())
            .with_tariff(tariff, Some(Language::English)),
    }))
}
