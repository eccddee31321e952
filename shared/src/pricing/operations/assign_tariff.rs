//! Assigns a tariff to a place.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::{check_start::check_start, set_yield_policy::not_in_sites};
use crate::{
    Error, Result,
    identity::domain::{scope::GrantPlace, vehicle::VehicleClass},
    places::models::place,
    platform::{
        domain::ids::{CityId, TariffId},
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::{
        domain::posted::AssignmentPlace,
        models::{
            tariff::TariffRecord,
            tariff_assignment::{NewAssignment, TariffAssignment},
            yield_policy::TariffYieldPolicy,
        },
    },
};

/// An assignment to make.
#[derive(Debug, Clone, Copy)]
pub struct AssignTariff {
    pub tariff_id: TariffId,
    pub place: AssignmentPlace,
    /// `None` for the classes without an assignment of their own at the place.
    pub vehicle_class: Option<VehicleClass>,
    /// `None` for now.
    pub starts_at: Option<DateTime<Utc>>,
    /// Exclusive; `None` without an end.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Assigns a tariff to a place, which may be retired. The tariff applies as soon as it has a
/// version in force. Locks the tariff.
///
/// # Errors
/// `NotFound`; `Invalid` when the place is not in the city of the tariff, or, with a yield policy,
/// not in a site; the start is in the past or more than two years ahead, the end is not after it,
/// or another assignment for the class applies at the place in a part of the time.
pub fn assign_tariff(
    conn: &mut PgConnection,
    new: &AssignTariff,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffAssignment> {
    let tariff = TariffRecord::lock(conn, new.tariff_id)?;
    let (field, place) = find_place(conn, tariff.city_id, new.place)?;
    if place.site().is_none() && TariffYieldPolicy::find_of_tariff(conn, tariff.id)?.is_some() {
        return Err(not_in_sites(field));
    }
    let starts_at = check_start("starts_at", new.starts_at, now)?;
    if new.ends_at.is_some_and(|ends_at| ends_at <= starts_at) {
        return Err(Error::field("ends_at", "before_start", "must be after the start"));
    }
    let assignment = NewAssignment {
        place: new.place,
        vehicle_class: new.vehicle_class,
        starts_at,
        ends_at: new.ends_at,
    };
    let assignment = TariffAssignment::insert(conn, &tariff, &assignment, now)?;
    tariff.touch(conn, now)?;
    let event = AuditEvent::new("tariff.assign", tariff.id.0).to(json!(assignment));
    audit.record(conn, event, now)?;
    Ok(assignment)
}

/// Returns the field of a place, and its city and site. Validates that it is in the city.
fn find_place(
    conn: &mut PgConnection,
    city_id: CityId,
    place: AssignmentPlace,
) -> Result<(&'static str, GrantPlace)> {
    let (field, found) = match place {
        AssignmentPlace::City(id) => ("city_id", Ok(GrantPlace::City(id))),
        AssignmentPlace::Site(id) => ("site_id", place::of_site(conn, id)),
        AssignmentPlace::Zone(id) => ("zone_id", place::of_zone(conn, id)),
        AssignmentPlace::Spot(id) => ("spot_id", place::of_spot(conn, id)),
    };
    match found.map_err(Error::from) {
        Ok(found) if found.city() == Some(city_id) => Ok((field, found)),
        Ok(_) | Err(Error::NotFound) => {
            Err(Error::field(field, "unknown", "must be the id of a place in the tariff's city"))
        }
        Err(other) => Err(other),
    }
}
