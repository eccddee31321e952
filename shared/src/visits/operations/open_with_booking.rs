//! The booking with which a driver enters.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    arrival::{Arrival, ChosenVehicle},
    passback::enter_again,
};
use crate::{
    Error, Result,
    equipment::domain::vendor::IncidentKind,
    identity::domain::principal::Principal,
    places::models::place,
    platform::domain::ids::{ReservationId, SiteId, UserId, VehicleId},
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation, reservation_vehicle::ReservationVehicle,
            segment::priced_class,
        },
        operations::{
            rebind,
            visit_stay::{lock_any_stay, lock_stay},
        },
    },
    visits::models::{
        booking::{self, EARLY_ARRIVAL},
        visit::Visit,
    },
};

/// A booking that was found for an account.
#[derive(Debug, Clone)]
pub(super) struct Booking {
    pub(super) id: ReservationId,
    /// The vehicle that was chosen for it.
    pub(super) vehicle: Option<ChosenVehicle>,
}

/// Result of the use of a booking.
pub(super) enum Taken {
    /// The locked booking.
    Booking(Box<Reservation>),
    /// Another request has opened its visit.
    Again(Visit),
}

/// Returns the booking of an account with which it may enter a site: one with the given vehicle
/// before others, then the one that begins first.
///
/// # Errors
/// Only database errors.
pub(super) fn find_booking(
    conn: &mut PgConnection,
    site_id: SiteId,
    user_id: UserId,
    vehicle_id: Option<VehicleId>,
    at: DateTime<Utc>,
) -> Result<Option<Booking>> {
    let mut found = Vec::new();
    for reservation in booking::of_user_at(conn, user_id, site_id, at)? {
        let vehicle = vehicle_of_booking(conn, reservation.id)?;
        found.push(Booking { id: reservation.id, vehicle });
    }
    let has_vehicle = |booking: &Booking| {
        let id = booking.vehicle.as_ref().and_then(|(id, _)| *id);
        vehicle_id.is_some() && id == vehicle_id
    };
    let position = found.iter().position(has_vehicle).unwrap_or_default();
    Ok(found.into_iter().nth(position))
}

/// Returns the given booking, if it is at the site.
///
/// # Errors
/// `NotFound` for a booking of another driver and for one on a street, `OtherSite`.
pub(super) fn given_booking(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    id: ReservationId,
    principal: Option<Principal>,
) -> Result<Reservation> {
    let found = match principal {
        Some(principal) => Reservation::of_principal(conn, id, principal)?,
        None => Reservation::find(conn, id)?,
    };
    match place::of_spot(conn, found.spot_id)?.site() {
        Some(site_id) if site_id == arrival.entrance.site.id => Ok(found),
        Some(_) => Err(Error::OtherSite { site: arrival.entrance.site.name.clone() }),
        None => Err(Error::NotFound),
    }
}

/// Locks a booking and checks that it is a right to enter now. If another vehicle is on its spot,
/// it moves to another spot where spots have no numbers; otherwise that is an incident.
///
/// # Errors
/// `InvalidTransition` unless it is confirmed, `TooEarly`, `VisitOver` after its end, and as
/// [`enter_again`].
pub(super) fn take_booking(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    id: ReservationId,
    principal: Option<Principal>,
) -> Result<Taken> {
    let reservation = match principal {
        Some(principal) => lock_stay(conn, id, principal)?,
        None => lock_any_stay(conn, id)?,
    };
    if let Some(visit) = Visit::of_reservation(conn, id)? {
        return enter_again(conn, arrival, visit).map(Taken::Again);
    }
    if reservation.status != Status::Confirmed {
        let from = reservation.status.as_str();
        return Err(Error::InvalidTransition { from, event: "be checked in" });
    }
    let timely = check_time(&reservation, arrival.at);
    arrival.allow(timely)?;
    let Some(other) = Visit::other_on_spot(conn, reservation.spot_id, id)? else {
        return Ok(Taken::Booking(Box::new(reservation)));
    };
    let is_unnumbered = arrival.entrance.rules.is_unnumbered();
    if is_unnumbered && rebind(conn, &reservation, arrival.now)?.is_some() {
        return Ok(Taken::Booking(Box::new(Reservation::find(conn, id)?)));
    }
    let detail = format!("the vehicle of visit {} is on the spot of the booking", other.id);
    arrival.incidents.push((IncidentKind::SpotOccupied, detail));
    Ok(Taken::Booking(Box::new(reservation)))
}

fn check_time(reservation: &Reservation, at: DateTime<Utc>) -> Result<()> {
    let from = reservation.period.starts_at() - EARLY_ARRIVAL;
    if at < from {
        return Err(Error::TooEarly { from });
    }
    if reservation.period.ends_at() <= at {
        return Err(Error::VisitOver);
    }
    Ok(())
}

/// Records the arriving vehicle with a locked booking that names none, unless another class was
/// priced.
///
/// # Errors
/// Only database errors.
pub(super) fn name_vehicle(
    conn: &mut PgConnection,
    reservation: &Reservation,
    (vehicle_id, details): &ChosenVehicle,
    now: DateTime<Utc>,
) -> Result<()> {
    let priced = priced_class(conn, reservation.id)?;
    if priced.is_none_or(|class| class == details.class) {
        ReservationVehicle::choose(conn, reservation, *vehicle_id, details, now)?;
    }
    Ok(())
}

/// Returns the current vehicle of a booking.
///
/// # Errors
/// Only database errors.
pub(super) fn vehicle_of_booking(
    conn: &mut PgConnection,
    id: ReservationId,
) -> Result<Option<ChosenVehicle>> {
    let vehicle = ReservationVehicle::current(conn, id)?;
    Ok(vehicle.map(|vehicle| (vehicle.vehicle_id, vehicle.details)))
}
