//! The visits of the holder of a pass: of its reservation, of its account or of its vehicle.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::domain::{
        means::Means,
        pass::{Pass, PassKind},
    },
    identity::models::vehicle::Vehicle,
    platform::domain::ids::{ReservationId, SiteId, UserId, VehicleId},
    reservations::models::reservation_vehicle::ReservationVehicle,
    visits::{
        models::{
            plate_match::last_of_user,
            vehicle_visit::{last_of_vehicle, open_of_vehicle},
            visit::Visit,
        },
        operations::check_in::Arriving,
    },
};

/// Maximum difference between two reports of the same arrival.
const SAME_ARRIVAL: TimeDelta = TimeDelta::minutes(10);

/// Returns the right of a pass; `None` if its vehicle was removed.
pub(super) fn arriving(conn: &mut PgConnection, pass: Pass) -> Result<Option<Arriving>> {
    Ok(match pass.kind {
        PassKind::Reservation => {
            Some(Arriving::Booking { id: ReservationId(pass.subject), principal: None })
        }
        PassKind::Account => {
            Some(Arriving::Account { user_id: UserId(pass.subject), vehicle_id: None })
        }
        PassKind::Vehicle => {
            let id = VehicleId(pass.subject);
            let user_id = Vehicle::user_of(conn, id)?;
            user_id.map(|user_id| Arriving::Account { user_id, vehicle_id: Some(id) })
        }
    })
}

/// Returns whether a pass ends a visit at an exit: one of a reservation always; another one only if
/// it was valid at some time of the visit, so that an old picture of it does not.
pub(super) fn may_end(pass: Pass, visit: &Visit) -> bool {
    pass.kind == PassKind::Reservation || visit.arrived_at < pass.until
}

/// Returns the open visit at a site that began before `until`. Of several of an account, it is one
/// that was begun by a pass, else the earliest. That of a vehicle is the one with it, else one of
/// its account without any vehicle.
pub(super) fn open_visit(
    conn: &mut PgConnection,
    pass: Pass,
    site: SiteId,
    until: DateTime<Utc>,
) -> Result<Option<Visit>> {
    let mut open: Vec<_> = match pass.kind {
        PassKind::Reservation => {
            let visit = Visit::of_reservation(conn, ReservationId(pass.subject))?;
            visit.filter(Visit::is_open).into_iter().collect()
        }
        PassKind::Account => Visit::open_of_user(conn, UserId(pass.subject))?,
        PassKind::Vehicle => open_with_vehicle(conn, VehicleId(pass.subject), site)?,
    };
    open.retain(|visit| visit.site_id == site && visit.arrived_at < until);
    open.sort_by_key(|visit| (!may_end(pass, visit), visit.entered_by != Means::Pass));
    Ok(open.into_iter().next())
}

fn open_with_vehicle(conn: &mut PgConnection, id: VehicleId, site: SiteId) -> Result<Vec<Visit>> {
    if let Some(visit) = open_of_vehicle(conn, id, site)? {
        return Ok(vec![visit]);
    }
    let Some(user_id) = Vehicle::user_of(conn, id)? else { return Ok(Vec::new()) };
    let mut without_vehicle = Vec::new();
    for visit in Visit::open_of_user(conn, user_id)? {
        if ReservationVehicle::current(conn, visit.reservation_id)?.is_none() {
            without_vehicle.push(visit);
        }
    }
    Ok(without_vehicle)
}

/// Returns the latest visit at a site that began before `until`, open or ended, if the pass may end
/// it.
pub(super) fn last_visit(
    conn: &mut PgConnection,
    pass: Pass,
    site: SiteId,
    until: DateTime<Utc>,
) -> Result<Option<Visit>> {
    match pass.kind {
        PassKind::Reservation => {
            let visit = Visit::of_reservation(conn, ReservationId(pass.subject))?;
            Ok(visit.filter(|visit| visit.site_id == site))
        }
        PassKind::Account => {
            let last = last_of_user(conn, UserId(pass.subject), site, until)?;
            Ok(last.filter(|visit| may_end(pass, visit)))
        }
        PassKind::Vehicle => {
            let last = last_of_vehicle(conn, VehicleId(pass.subject), site, until)?;
            Ok(last.filter(|visit| may_end(pass, visit)))
        }
    }
}

/// Returns the visit that is known already and began by the arrival at this time.
pub(super) fn visit_of_arrival(
    conn: &mut PgConnection,
    pass: Pass,
    site: SiteId,
    at: DateTime<Utc>,
) -> Result<Option<Visit>> {
    let last = last_visit(conn, pass, site, at + SAME_ARRIVAL)?;
    // A reservation has one visit.
    let is_of_arrival = |visit: &Visit| {
        pass.kind == PassKind::Reservation || (visit.arrived_at - at).abs() < SAME_ARRIVAL
    };
    Ok(last.filter(is_of_arrival))
}
