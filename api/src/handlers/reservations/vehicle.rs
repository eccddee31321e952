//! The vehicle of a reservation.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::domain::{
        principal::Principal,
        vehicle::{VehicleChoice, VehicleClass},
    },
    platform::{
        domain::ids::{ReservationId, VehicleId},
        token::Tokens,
    },
    reservations::{
        domain::vehicle_change::changeable_until,
        models::{reservation::Reservation, reservation_vehicle::ReservationVehicle},
        operations,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, ReservationAccess},
    handlers::identity::vehicles::{VehicleBody, entered_plate},
    problem::Problem,
};

/// The vehicle of a reservation. Give `vehicle_id` or `vehicle`.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ChooseVehicle {
    /// One of your saved vehicles.
    vehicle_id: Option<Uuid>,
    /// A vehicle for this reservation only.
    vehicle: Option<VehicleBody>,
}

/// A vehicle of a reservation, as it was when it was chosen.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationVehicleView {
    /// The saved vehicle; `null` if it was entered for this reservation, or was removed.
    vehicle_id: Option<Uuid>,
    /// The plate as it was entered; `null` if it has to be entered again, because the server's
    /// secret was replaced.
    #[schema(example = "B-AB 123")]
    plate: Option<String>,
    #[schema(example = "US-NY")]
    jurisdiction: Option<String>,
    /// `car`, `motorcycle`, `scooter`, `van` or `truck`.
    #[schema(value_type = String)]
    class: VehicleClass,
    is_electric: bool,
    /// Last day of the disabled permit; `null` without a permit.
    disabled_permit_until: Option<NaiveDate>,
    chosen_at: DateTime<Utc>,
    /// Time at which another vehicle was chosen; `null` for the current one.
    replaced_at: Option<DateTime<Utc>>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationVehicleState {
    /// The current vehicle; `null` if none was chosen.
    vehicle: Option<ReservationVehicleView>,
    /// Time until which the vehicle can be changed: five minutes after the start. `null` once it
    /// can no longer be changed.
    changeable_until: Option<DateTime<Utc>>,
}

impl ReservationVehicleView {
    pub(crate) fn new(vehicle: ReservationVehicle, tokens: &Tokens) -> Self {
        let ReservationVehicle { vehicle_id, details, chosen_at, replaced_at, .. } = vehicle;
        Self {
            vehicle_id: vehicle_id.map(|id| id.0),
            plate: entered_plate(&details, tokens),
            jurisdiction: details.jurisdiction.map(|issuer| issuer.as_str().to_owned()),
            class: details.class,
            is_electric: details.is_electric,
            disabled_permit_until: details.disabled_permit_until,
            chosen_at,
            replaced_at,
        }
    }
}

/// Returns the vehicle that a request names; `None` if it names none.
///
/// # Errors
/// `Invalid` when it names two, or the vehicle is invalid.
pub(super) fn choice_of(
    vehicle_id: Option<Uuid>,
    vehicle: Option<&VehicleBody>,
    tokens: &Tokens,
) -> Result<Option<VehicleChoice>, Error> {
    match (vehicle_id, vehicle) {
        (Some(id), None) => Ok(Some(VehicleChoice::Saved(VehicleId(id)))),
        (None, Some(body)) => Ok(Some(VehicleChoice::Given(body.validate("vehicle.", tokens)?.1))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => {
            Err(Error::field("vehicle", "conflicting", "cannot be given beside vehicle_id"))
        }
    }
}

/// Show the vehicle of a reservation
#[utoipa::path(get, path = "/api/v1/reservations/{id}/vehicle", tag = "reservations",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationVehicleState),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_reservation_vehicle(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
) -> Result<Body<ReservationVehicleState>, Problem> {
    Ok(state(&app, ReservationId(id.0), principal).await?)
}

/// Choose the vehicle of a reservation
///
/// Possible until five minutes after the start, afterwards the code is `vehicle_change_closed`. The
/// vehicle must have the right to the spot: otherwise `not_eligible`. An earlier vehicle stays
/// valid until the vehicle can no longer be changed. Idempotent.
#[utoipa::path(put, path = "/api/v1/reservations/{id}/vehicle", tag = "reservations",
    security(("bearer" = [])), request_body = ChooseVehicle,
    params(("id" = uuid::Uuid, Path, description = "The reservation")),
    responses((status = 200, body = ReservationVehicleState),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn choose_reservation_vehicle(
    State(app): State<App>,
    ReservationAccess(principal): ReservationAccess,
    id: Id,
    Json(body): Json<ChooseVehicle>,
) -> Result<Body<ReservationVehicleState>, Problem> {
    let choice = choice_of(body.vehicle_id, body.vehicle.as_ref(), &app.tokens)?;
    let Some(choice) = choice else {
        let message = "must be given, or vehicle_id";
        return Err(Error::field("vehicle", "required", message).into());
    };
    let (id, now) = (ReservationId(id.0), app.now());
    app.db.write(move |conn| operations::choose_vehicle(conn, id, principal, &choice, now)).await?;
    Ok(state(&app, id, principal).await?)
}

async fn state(
    app: &App,
    id: ReservationId,
    principal: Principal,
) -> Result<Body<ReservationVehicleState>, Error> {
    let found = app.db.read(move |conn| {
        let reservation = Reservation::of_principal(conn, id, principal)?;
        let vehicle = ReservationVehicle::current(conn, id)?;
        Ok::<_, Error>((reservation, vehicle))
    });
    let ((reservation, vehicle), now) = (found.await?, app.now());
    let is_live = !reservation.status.is_terminal() && !reservation.is_hold_expired(now);
    let until = changeable_until(reservation.period);
    Ok(Body(ReservationVehicleState {
        vehicle: vehicle.map(|vehicle| ReservationVehicleView::new(vehicle, &app.tokens)),
        changeable_until: (is_live && now < until).then_some(until),
    }))
}
