//! Visits by the vehicles of their reservations. Two accounts may have saved one plate, and only
//! the first of two open visits holds it in `visits.plate_hash`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::visit::Visit;
use crate::platform::{
    db::schema::{reservation_vehicles, reservations, visits},
    domain::ids::{SiteId, UserId, VehicleId},
};

/// Returns the open visits of a user with a vehicle of this plate, by its hashes under all secrets,
/// the earliest arrival first.
pub fn open_of_user_with(
    conn: &mut PgConnection,
    user: UserId,
    hashes: &[Vec<u8>],
) -> QueryResult<Vec<Visit>> {
    let reservation =
        reservations::id.eq(visits::reservation_id).and(reservations::city_id.eq(visits::city_id));
    let vehicle = reservation_vehicles::reservation_id
        .eq(visits::reservation_id)
        .and(reservation_vehicles::city_id.eq(visits::city_id))
        .and(reservation_vehicles::replaced_at.is_null());
    let has_plate = visits::plate_hash
        .eq_any(hashes)
        .or(reservation_vehicles::plate_hash.nullable().eq_any(hashes));
    visits::table
        .inner_join(reservations::table.on(reservation))
        .left_join(reservation_vehicles::table.on(vehicle))
        .filter(reservations::user_id.eq(user).and(visits::ended_at.is_null()))
        .filter(has_plate)
        .order((visits::arrived_at, visits::id))
        .select(Visit::as_select())
        .load(conn)
}

/// Returns the open visits at a site of a vehicle with this plate, by its hashes under all secrets,
/// the earliest arrival first: several if several accounts name the plate.
pub fn open_at_with(
    conn: &mut PgConnection,
    site: SiteId,
    hashes: &[Vec<u8>],
) -> QueryResult<Vec<Visit>> {
    let vehicle = reservation_vehicles::reservation_id
        .eq(visits::reservation_id)
        .and(reservation_vehicles::city_id.eq(visits::city_id))
        .and(reservation_vehicles::replaced_at.is_null());
    let has_plate = visits::plate_hash
        .eq_any(hashes)
        .or(reservation_vehicles::plate_hash.nullable().eq_any(hashes));
    visits::table
        .left_join(reservation_vehicles::table.on(vehicle))
        .filter(visits::site_id.eq(site).and(visits::ended_at.is_null()))
        .filter(has_plate)
        .order((visits::arrived_at, visits::id))
        .select(Visit::as_select())
        .load(conn)
}

/// Returns the open visit at a site with a saved vehicle.
pub fn open_of_vehicle(
    conn: &mut PgConnection,
    vehicle: VehicleId,
    site: SiteId,
) -> QueryResult<Option<Visit>> {
    let of_visit = reservation_vehicles::reservation_id
        .eq(visits::reservation_id)
        .and(reservation_vehicles::city_id.eq(visits::city_id));
    visits::table
        .inner_join(reservation_vehicles::table.on(of_visit))
        .filter(visits::site_id.eq(site).and(visits::ended_at.is_null()))
        .filter(reservation_vehicles::vehicle_id.eq(vehicle))
        .filter(reservation_vehicles::replaced_at.is_null())
        .order((visits::arrived_at, visits::id))
        .select(Visit::as_select())
        .first(conn)
        .optional()
}

/// Returns the latest visit at a site with a saved vehicle that began before `until`, open or
/// ended.
pub fn last_of_vehicle(
    conn: &mut PgConnection,
    vehicle: VehicleId,
    site: SiteId,
    until: DateTime<Utc>,
) -> QueryResult<Option<Visit>> {
    let of_visit = reservation_vehicles::reservation_id
        .eq(visits::reservation_id)
        .and(reservation_vehicles::city_id.eq(visits::city_id));
    visits::table
        .inner_join(reservation_vehicles::table.on(of_visit))
        .filter(visits::site_id.eq(site).and(visits::arrived_at.lt(until)))
        .filter(reservation_vehicles::vehicle_id.eq(vehicle))
        .filter(reservation_vehicles::replaced_at.is_null())
        .order((visits::arrived_at.desc(), visits::id.desc()))
        .select(Visit::as_select())
        .first(conn)
        .optional()
}
