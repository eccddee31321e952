//! Vehicles, bookings and visits by the plate that a camera has read, and the latest visits of a
//! driver or a lane.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use super::{
    booking::{EARLY_ARRIVAL, UNUSED},
    visit::Visit,
};
use crate::{
    identity::domain::vehicle::{Jurisdiction, SealedPlate},
    platform::{
        db::{
            functions::{period_end, period_start},
            schema::{reservation_vehicles, reservations, spots, users, vehicles, visits, zones},
        },
        domain::ids::{LaneId, ReservationId, SiteId, UserId, VehicleId, VisitId},
    },
    reservations::domain::status::Status,
};

/// Maximum number of plates that are compared with one that looks like them.
const MAX_COMPARED: i64 = 5_000;

/// Returns the accounts that have saved a vehicle with this plate, by its hashes under all secrets,
/// each with the vehicle. Disabled and erased accounts are left out.
pub fn accounts_with(
    conn: &mut PgConnection,
    hashes: &[Vec<u8>],
) -> QueryResult<Vec<(UserId, VehicleId)>> {
    let mut found: Vec<(UserId, VehicleId)> = vehicles::table
        .inner_join(users::table.on(users::id.eq(vehicles::user_id)))
        .filter(vehicles::plate_hash.eq_any(hashes))
        .filter(users::disabled_at.is_null().and(users::erased_at.is_null()))
        .order((vehicles::user_id, vehicles::id))
        .select((vehicles::user_id, vehicles::id))
        .load(conn)?;
    // During a change of the secret a plate may be stored under both.
    found.dedup_by_key(|(user, _)| *user);
    Ok(found)
}

/// Returns whether the plate of a saved vehicle may be of the region that a camera names. Issuers
/// use the same plates, and the hash does not tell them apart.
pub fn may_be_of(conn: &mut PgConnection, id: VehicleId, region: &str) -> QueryResult<bool> {
    let saved = vehicles::table.find(id).select(vehicles::jurisdiction);
    let issuer: Option<Jurisdiction> = saved.first(conn)?;
    Ok(issuer.is_none_or(|issuer| issuer.may_be(region)))
}

/// Returns the confirmed reservations at a site, without a visit, with which a vehicle with this
/// plate may enter at `now`, the earliest start first.
pub fn bookings_with(
    conn: &mut PgConnection,
    site: SiteId,
    hashes: &[Vec<u8>],
    now: DateTime<Utc>,
) -> QueryResult<Vec<ReservationId>> {
    Ok(bookings(conn, site, Some(hashes), now)?.into_iter().map(|(id, _)| id).collect())
}

/// Returns the confirmed reservations at a site, without a visit, with which a vehicle may enter at
/// `now`, each with the plate of its vehicle.
pub fn bookings_now(
    conn: &mut PgConnection,
    site: SiteId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(ReservationId, SealedPlate)>> {
    bookings(conn, site, None, now)
}

fn bookings(
    conn: &mut PgConnection,
    site: SiteId,
    hashes: Option<&[Vec<u8>]>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(ReservationId, SealedPlate)>> {
    let spot = spots::id.eq(reservations::spot_id).and(spots::city_id.eq(reservations::city_id));
    let zone = zones::id.eq(spots::zone_id).and(zones::city_id.eq(spots::city_id));
    let vehicle = reservation_vehicles::reservation_id
        .eq(reservations::id)
        .and(reservation_vehicles::city_id.eq(reservations::city_id));
    let mut query = reservations::table
        .inner_join(spots::table.on(spot))
        .inner_join(zones::table.on(zone))
        .inner_join(reservation_vehicles::table.on(vehicle))
        .filter(zones::site_id.eq(site))
        .filter(reservations::status.eq(Status::Confirmed))
        .filter(reservation_vehicles::replaced_at.is_null())
        .filter(period_start(reservations::period).le(now + EARLY_ARRIVAL))
        .filter(period_end(reservations::period).gt(now))
        .filter(sql::<Bool>(UNUSED))
        .select((
            reservations::id,
            (
                reservation_vehicles::plate_sealed,
                reservation_vehicles::plate_hash,
                reservation_vehicles::plate_secret_id,
            ),
        ))
        .into_boxed();
    if let Some(hashes) = hashes {
        query = query.filter(reservation_vehicles::plate_hash.eq_any(hashes));
    }
    query
        .order((period_start(reservations::period), reservations::id))
        .limit(MAX_COMPARED)
        .load(conn)
}

/// Returns the open visits at a site with the plates of their vehicles, the earliest arrival first.
pub fn open_plates(
    conn: &mut PgConnection,
    site: SiteId,
) -> QueryResult<Vec<(VisitId, ReservationId, SealedPlate)>> {
    let vehicle = reservation_vehicles::reservation_id
        .eq(visits::reservation_id)
        .and(reservation_vehicles::city_id.eq(visits::city_id));
    visits::table
        .inner_join(reservation_vehicles::table.on(vehicle))
        .filter(visits::site_id.eq(site).and(visits::ended_at.is_null()))
        .filter(reservation_vehicles::replaced_at.is_null())
        .order((visits::arrived_at, visits::id))
        .select((
            visits::id,
            visits::reservation_id,
            (
                reservation_vehicles::plate_sealed,
                reservation_vehicles::plate_hash,
                reservation_vehicles::plate_secret_id,
            ),
        ))
        .limit(MAX_COMPARED)
        .load(conn)
}

/// Returns the latest visit at a site of a vehicle with this plate, open or ended.
pub fn last_with_plate(
    conn: &mut PgConnection,
    site: SiteId,
    hashes: &[Vec<u8>],
) -> QueryResult<Option<Visit>> {
    let vehicle = reservation_vehicles::reservation_id
        .eq(visits::reservation_id)
        .and(reservation_vehicles::city_id.eq(visits::city_id));
    visits::table
        .inner_join(reservation_vehicles::table.on(vehicle))
        .filter(visits::site_id.eq(site))
        .filter(reservation_vehicles::plate_hash.eq_any(hashes))
        .filter(reservation_vehicles::replaced_at.is_null())
        .order((visits::arrived_at.desc(), visits::id.desc()))
        .select(Visit::as_select())
        .first(conn)
        .optional()
}

/// Returns the latest visit of a user at a site that began before `until`, open or ended.
pub fn last_of_user(
    conn: &mut PgConnection,
    user: UserId,
    site: SiteId,
    until: DateTime<Utc>,
) -> QueryResult<Option<Visit>> {
    let reservation =
        reservations::id.eq(visits::reservation_id).and(reservations::city_id.eq(visits::city_id));
    visits::table
        .inner_join(reservations::table.on(reservation))
        .filter(reservations::user_id.eq(user).and(visits::site_id.eq(site)))
        .filter(visits::arrived_at.lt(until))
        .order((visits::arrived_at.desc(), visits::id.desc()))
        .select(Visit::as_select())
        .first(conn)
        .optional()
}

/// Returns the latest visit that ended at a lane in the time `within` before `at`.
pub fn last_at_exit(
    conn: &mut PgConnection,
    lane: LaneId,
    at: DateTime<Utc>,
    within: TimeDelta,
) -> QueryResult<Option<Visit>> {
    visits::table
        .filter(visits::lane_out_id.eq(lane))
        .filter(visits::ended_at.gt(at - within).and(visits::ended_at.le(at)))
        .order(visits::ended_at.desc())
        .select(Visit::as_select())
        .first(conn)
        .optional()
}
