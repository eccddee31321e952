//! The booking with which a driver enters.

use chrono::{DateTime, Utc};
use diesel::{OptionalExtension, PgConnection};

use super::{
    arrival::{Arrival, ChosenVehicle},
    passback::enter_again,
};
use crate::{
    Error, Result,
    equipment::domain::vendor::IncidentKind,
    identity::{domain::principal::Principal, models::vehicle::Vehicle},
    places::models::place,
    platform::domain::ids::{ReservationId, SiteId, UserId, VehicleId},
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation, reservation_vehicle::ReservationVehicle,
            segment::priced_class,
        },
        operations::{
            choose_vehicle::{replace_vehicle, suits},
            rebind,
            visit_stay::{lock_any_stay, lock_stay},
        },
    },
    visits::{
        domain::visit_state::OVERDUE_FOR,
        models::{
            booking::{self, EARLY_ARRIVAL},
            overdue::other_on_spot,
            visit::Visit,
        },
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
/// before those without a vehicle, and these before others; then the one that begins first. Without
/// the given vehicle it is only used if the vehicle has the right to its spot at its price.
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
    let Some(id) = vehicle_id else { return Ok(found.into_iter().next()) };
    let Some(vehicle) = Vehicle::find(conn, user_id, id).optional()? else { return Ok(None) };
    let vehicle = (Some(vehicle.id), vehicle.details);
    // The sort is stable.
    found.sort_by_key(|booking| match &booking.vehicle {
        Some(named) if is_same(named, &vehicle) => 0,
        None => 1,
        Some(_) => 2,
    });
    for booking in found {
        let is_named = booking.vehicle.as_ref().is_some_and(|named| is_same(named, &vehicle));
        let reservation = Reservation::find(conn, booking.id)?;
        if is_named || suits(conn, &reservation, &vehicle)? {
            return Ok(Some(booking));
        }
    }
    Ok(None)
}

/// Returns whether both are the same saved vehicle, or have the same plate.
fn is_same(one: &ChosenVehicle, other: &ChosenVehicle) -> bool {
    (one.0.is_some() && one.0 == other.0) || one.1.plate.hash == other.1.plate.hash
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
    let since = arrival.now - OVERDUE_FOR;
    let Some(other) = other_on_spot(conn, reservation.spot_id, id, since)? else {
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

/// Records the arriving vehicle with a locked booking: if it names none, unless another class was
/// priced; and in place of another one, by the rules of a driver's choice except its time.
///
/// # Errors
/// `NotEligible`, `Invalid` for another class than the priced one, `NotAllowedByTariff`: a vehicle
/// that does not replace the named one.
pub(super) fn name_vehicle(
    conn: &mut PgConnection,
    reservation: &Reservation,
    booking: &Booking,
    vehicle: &ChosenVehicle,
    now: DateTime<Utc>,
) -> Result<()> {
    match &booking.vehicle {
        Some(named) if is_same(named, vehicle) => return Ok(()),
        Some(_) => return replace_vehicle(conn, reservation, vehicle, now),
        None => {}
    }
    let (vehicle_id, details) = vehicle;
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
