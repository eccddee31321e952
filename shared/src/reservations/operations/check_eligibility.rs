//! Checks that a driver has the right to a spot.

use chrono::{NaiveDate, TimeDelta};
use diesel::PgConnection;

use crate::{
    Error, Result,
    identity::{
        domain::{
            permission::Permission,
            scope::Scope,
            vehicle::{VehicleChoice, VehicleClass, VehicleDetails},
        },
        models::{role_grant, vehicle::Vehicle},
    },
    places::models::{city::City, place, spot::Spot},
    platform::domain::{
        ids::{CityId, SpotId, UserId, VehicleId},
        period::Period,
    },
    reservations::{
        domain::eligibility::{Right, is_permit_only, is_restricted, missing_right},
        models::{reservation::Reservation, reservation_vehicle::ReservationVehicle},
    },
};

/// Details of a vehicle, with its id if it is a saved one.
pub(super) type ChosenVehicle = (Option<VehicleId>, VehicleDetails);

/// Returns the details of the chosen vehicle.
///
/// # Errors
/// `Invalid` for a saved vehicle that is not the user's.
pub(super) fn resolve_choice(
    conn: &mut PgConnection,
    user_id: Option<UserId>,
    choice: &VehicleChoice,
) -> Result<ChosenVehicle> {
    let id = match choice {
        VehicleChoice::Given(details) => return Ok((None, details.clone())),
        VehicleChoice::Saved(id) => *id,
    };
    let found = user_id.map(|user_id| Vehicle::find(conn, user_id, id)).transpose();
    match found {
        Ok(Some(vehicle)) => Ok((Some(vehicle.id), vehicle.details)),
        Ok(None) | Err(diesel::NotFound) => {
            Err(Error::field("vehicle_id", "unknown", "must be one of your vehicles"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Rejects a driver who has no right to the spot, and returns the vehicle of the reservation.
///
/// Without a chosen vehicle, takes the first saved vehicle that has the right, and the priced class
/// if there is one. A spot with `permit_only` requires the permission `manage_reservations` at its
/// place.
///
/// # Errors
/// `NotEligible`, `Invalid` when only saved vehicles of other classes have the right.
pub(super) fn check_eligibility(
    conn: &mut PgConnection,
    spot: &Spot,
    user_id: Option<UserId>,
    vehicle: Option<ChosenVehicle>,
    priced_class: Option<VehicleClass>,
    period: Period,
) -> Result<Option<ChosenVehicle>> {
    let not_eligible = |right: Right| Err(Error::NotEligible { requirement: right.requirement() });
    if is_permit_only(&spot.attributes) && !is_operator(conn, spot.id, user_id)? {
        return not_eligible(Right::Permit);
    }
    if vehicle.is_none() && !is_restricted(&spot.attributes) {
        return Ok(None);
    }
    let last_day = last_day(conn, spot.city_id, period)?;
    if let Some((_, details)) = &vehicle {
        let missing = missing_right(&spot.attributes, Some(details), last_day);
        return missing.map_or(Ok(vehicle), not_eligible);
    }
    let mut suitable = match user_id {
        Some(user_id) => Vehicle::of_user(conn, user_id)?,
        None => Vec::new(),
    };
    let missing =
        |vehicle: &Vehicle| missing_right(&spot.attributes, Some(&vehicle.details), last_day);
    suitable.retain(|vehicle| missing(vehicle).is_none());
    let is_any_suitable = !suitable.is_empty();
    let is_priced =
        |vehicle: &Vehicle| priced_class.is_none_or(|class| class == vehicle.details.class);
    if let Some(chosen) = suitable.into_iter().find(is_priced) {
        return Ok(Some((Some(chosen.id), chosen.details)));
    }
    match (missing_right(&spot.attributes, None, last_day), priced_class) {
        (None, _) => Ok(None),
        (Some(_), Some(class)) if is_any_suitable => Err(other_class(class)),
        (Some(right), _) => not_eligible(right),
    }
}

/// Returns the problem of a vehicle of another class than the priced one.
pub(super) fn other_class(priced: VehicleClass) -> Error {
    let message = format!("must be a {}, for which the price was accepted", priced.as_str());
    Error::field("vehicle", "other_class", message)
}

/// Rejects a new period in which the vehicle of the reservation has no right to the spot.
///
/// # Errors
/// `NotEligible`.
pub(super) fn check_vehicle(
    conn: &mut PgConnection,
    reservation: &Reservation,
    spot: &Spot,
    new_period: Period,
) -> Result<()> {
    if !is_restricted(&spot.attributes) {
        return Ok(());
    }
    let Some(vehicle) = ReservationVehicle::current(conn, reservation.id)? else { return Ok(()) };
    let last_day = last_day(conn, spot.city_id, new_period)?;
    match missing_right(&spot.attributes, Some(&vehicle.details), last_day) {
        Some(right) => Err(Error::NotEligible { requirement: right.requirement() }),
        None => Ok(()),
    }
}

/// Returns whether the user manages reservations of the spot.
fn is_operator(conn: &mut PgConnection, spot: SpotId, user_id: Option<UserId>) -> Result<bool> {
    let Some(user_id) = user_id else { return Ok(false) };
    let roles = role_grant::roles_of(conn, user_id)?;
    match Scope::of(Permission::ManageReservations, &roles) {
        Some(scope) => Ok(scope.has(place::of_spot(conn, spot)?)),
        None => Ok(false),
    }
}

/// Returns the last day of a stay in the time zone of the city.
///
/// # Errors
/// `NotFound`.
pub fn last_day(conn: &mut PgConnection, city_id: CityId, period: Period) -> Result<NaiveDate> {
    let time_zone = City::find(conn, city_id)?.time_zone;
    let last_second = period.ends_at() - TimeDelta::seconds(1);
    Ok(last_second.with_timezone(&time_zone).date_naive())
}
