//! Begins a visit: a driver, or a vehicle, enters a site.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    arrival::Arrival,
    choose_spot::begin_drive_in,
    open_visit::{known, open_visit, repeat},
    open_with_booking::{
        Booking, Taken, find_booking, given_booking, name_vehicle, take_booking, vehicle_of_booking,
    },
    passback::{Inside, end_open_visits, enter_again},
};
use crate::{
    Error, Result,
    equipment::{domain::means::Means, models::barrier_command::BarrierCommand},
    identity::{domain::principal::Principal, models::user::User},
    places::domain::{position::Position, terms::Terms},
    platform::{
        domain::{
            ids::{CardId, LaneId, ReservationId, SiteId, SpotId, UserId, VehicleId},
            language::Language,
            owner::Owner,
        },
        models::idempotency_key::IdempotencyKey,
        token::Tokens,
    },
    reservations::{models::reservation::Reservation, operations::visit_stay::check_visitor},
    visits::models::visit::Visit,
};

/// An arrival at a site.
#[derive(Debug, Clone)]
pub struct CheckIn {
    pub site_id: SiteId,
    pub who: Arriving,
    /// The spot whose code was scanned; `None` for any spot of the site.
    pub spot_id: Option<SpotId>,
    pub means: Means,
    /// The entrance; `None` without a lane.
    pub lane_id: Option<LaneId>,
    /// SHA-256 of the random id of the app's installation.
    pub app_device: Option<Vec<u8>>,
    /// The card that pays; `None` for the default.
    pub card_id: Option<CardId>,
    pub position: Option<SeenAt>,
    /// Time of an arrival that a device reports later, because it was offline; `None` for now. A
    /// reason to refuse it becomes an incident, except a missing spot or a missing card.
    pub arrived_at: Option<DateTime<Utc>>,
    /// The language of the request; `None` if it named none that is known.
    pub language: Option<Language>,
    pub key: Option<IdempotencyKey>,
    /// `device:<id>`, `camera:<id>` or an operator; `None` for the arriving driver.
    pub actor: Option<String>,
}

/// The right with which a vehicle arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arriving {
    /// An account: with its booking at the site, if it has one, else without.
    Account {
        user_id: UserId,
        /// `None` for the vehicle of the booking, or the only one of the account.
        vehicle_id: Option<VehicleId>,
    },
    Booking {
        id: ReservationId,
        /// `None` by a pass or a camera.
        principal: Option<Principal>,
    },
}

/// A position that a browser has reported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeenAt {
    pub position: Position,
    pub accuracy_m: Option<f64>,
}

/// A visit that was begun, or found.
#[derive(Debug, Clone)]
pub struct CheckedIn {
    pub visit: Visit,
    pub reservation: Reservation,
    /// The command to the barrier of the lane, if it has one.
    pub command: Option<BarrierCommand>,
    /// `false` for a visit that was open already.
    pub is_new: bool,
}

/// Begins a visit, with a booking of the driver or with a free spot. A repeated request with the
/// same key returns the first visit, and an arrival that is repeated within minutes returns the
/// open one and opens the barrier again. `terms` are the defaults.
///
/// # Errors
/// `NotFound` for a site that is absent or retired, and for a booking of another driver or on a
/// street; `Invalid`, `TooFarAway`, `IdempotencyKeyReused`.
///
/// Of the account: `MembersOnly`, `EmailUnconfirmed`, `PaymentOverdue`, `WaiverLimit`,
/// `PaymentSourceRequired`.
///
/// Of the vehicle: `AlreadyInside`, `NotEligible` for a given spot, `NotAllowedByTariff`.
///
/// Of the spot: `SiteFull`, or `SpotTaken` for a given one.
///
/// Of the booking: `OtherSite`, `InvalidTransition`, `TooEarly`, `VisitOver`.
pub fn check_in(
    conn: &mut PgConnection,
    request: &CheckIn,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<CheckedIn> {
    let repeated = request.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten();
    if let Some(reservation_id) = repeated {
        return known(conn, reservation_id);
    }
    let mut arrival = Arrival::new(conn, request, tokens, terms, now)?;
    if !arrival.is_late() {
        arrival.check_position()?;
    }
    let checked_in = match request.who {
        Arriving::Account { user_id, vehicle_id } => {
            arrive_with_account(conn, &mut arrival, user_id, vehicle_id)?
        }
        Arriving::Booking { id, principal } => {
            arrive_with_booking(conn, &mut arrival, id, principal)?
        }
    };
    if let Some(key) = &request.key {
        let reservation = &checked_in.reservation;
        key.store(conn, reservation.id, reservation.city_id, now)?;
    }
    Ok(checked_in)
}

fn arrive_with_account(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    user_id: UserId,
    vehicle_id: Option<VehicleId>,
) -> Result<CheckedIn> {
    User::lock(conn, user_id)?;
    let admitted = check_visitor(conn, user_id, &arrival.entrance.terms, arrival.now);
    arrival.allow(admitted)?;
    // Before the vehicle: that of a booking need not be chosen again.
    let site_id = arrival.entrance.site.id;
    let found = find_booking(conn, site_id, user_id, vehicle_id, arrival.at)?;
    let booking_id = found.as_ref().map(|booking| booking.id);
    let vehicle = match &found {
        Some(Booking { vehicle: Some(vehicle), .. }) if vehicle_id.is_none() => {
            Some(vehicle.clone())
        }
        found => arrival.vehicle_of(conn, user_id, vehicle_id, found.is_none())?,
    };
    let hashes = arrival.plate_hashes(vehicle.as_ref())?;
    let driver = Owner::User(user_id);
    let may_wait = match end_open_visits(conn, arrival, driver, &hashes, booking_id)? {
        Inside::Again(visit) => return repeat(conn, arrival, visit),
        Inside::Outside => true,
        Inside::Ended => false,
    };
    let Some(booking) = found else {
        let reservation = begin_drive_in(conn, arrival, user_id, vehicle, may_wait)?;
        let bound_at = reservation.period.ends_at();
        return open_visit(conn, arrival, reservation, &hashes, bound_at);
    };
    match take_booking(conn, arrival, booking.id, Some(Principal::User(user_id)))? {
        Taken::Again(visit) => repeat(conn, arrival, visit),
        Taken::Booking(reservation) => {
            if let Some(vehicle) = &vehicle {
                let named = name_vehicle(conn, &reservation, &booking, vehicle, arrival.now);
                arrival.allow(named)?;
            }
            let bound_at = arrival.bound_of(&reservation);
            open_visit(conn, arrival, *reservation, &hashes, bound_at)
        }
    }
}

fn arrive_with_booking(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    id: ReservationId,
    principal: Option<Principal>,
) -> Result<CheckedIn> {
    let found = given_booking(conn, arrival, id, principal)?;
    if let Some(user_id) = found.user_id {
        User::lock(conn, user_id)?;
    }
    let missing = || Error::Internal(format!("reservation {id} has no driver"));
    let driver = found.driver().ok_or_else(missing)?;
    let vehicle = vehicle_of_booking(conn, id)?;
    let hashes = arrival.plate_hashes(vehicle.as_ref())?;
    if let Some(visit) = Visit::of_reservation(conn, id)? {
        let visit = enter_again(conn, arrival, visit)?;
        return repeat(conn, arrival, visit);
    }
    if let Inside::Again(visit) = end_open_visits(conn, arrival, driver, &hashes, Some(id))? {
        return repeat(conn, arrival, visit);
    }
    match take_booking(conn, arrival, id, principal)? {
        Taken::Again(visit) => repeat(conn, arrival, visit),
        Taken::Booking(reservation) => {
            let bound_at = arrival.bound_of(&reservation);
            open_visit(conn, arrival, *reservation, &hashes, bound_at)
        }
    }
}
