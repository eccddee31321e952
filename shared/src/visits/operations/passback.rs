//! One entry at a time: open visits of the driver with the vehicle, or the app, that arrives. Those
//! of other drivers go on: anybody may name any plate.

use chrono::TimeDelta;
use diesel::PgConnection;

use super::{
    arrival::Arrival,
    check_out::{CheckOut, check_out},
};
use crate::{
    Error, Result,
    equipment::{
        domain::{means::Means, vendor::IncidentKind},
        models::incident::{self, NewIncident},
    },
    places::{domain::site_rules::AntiPassback, models::spot::Spot},
    platform::domain::{ids::ReservationId, owner::Owner},
    reservations::models::reservation::Reservation,
    visits::{
        domain::end_reason::EndReason,
        models::{vehicle_visit::open_of_user_with, visit::Visit},
    },
};

/// Time after an arrival in which the same arrival is not another entry.
pub(super) const REPEAT: TimeDelta = TimeDelta::minutes(10);

/// Result of the check.
pub(super) enum Inside {
    /// There was no open visit.
    Outside,
    /// The arrival is that of this open visit.
    Again(Visit),
    /// The earlier visits have ended: their spots are locked.
    Ended,
}

/// Finds the driver's open visits with the vehicle and with the app that arrive, and ends them,
/// unless one is the same arrival, or the site refuses. `booking` is the reservation that is used:
/// its spot is locked together with those of the visits.
///
/// # Errors
/// `AlreadyInside`.
pub(super) fn end_open_visits(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    driver: Owner,
    hashes: &[Vec<u8>],
    booking: Option<ReservationId>,
) -> Result<Inside> {
    let open = open_visits(conn, arrival, driver, hashes)?;
    if let Some(visit) = open.iter().find(|visit| is_same_arrival(arrival, visit)) {
        return Ok(Inside::Again(visit.clone()));
    }
    if open.is_empty() {
        return Ok(Inside::Outside);
    }
    lock_spots(conn, &open, booking)?;
    for visit in &open {
        end(conn, arrival, visit)?;
    }
    Ok(Inside::Ended)
}

/// Admits the vehicle of a booking that arrives again. While the visit is open, it goes on with the
/// same right; the anti-passback of the site decides after the first minutes.
///
/// # Errors
/// `AlreadyInside`; `VisitOver` for a visit that has ended.
pub(super) fn enter_again(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    visit: Visit,
) -> Result<Visit> {
    if !visit.is_open() {
        return Err(Error::VisitOver);
    }
    if arrival.is_late() || is_recent(arrival, &visit) {
        return Ok(visit);
    }
    match arrival.entrance.rules.anti_passback {
        AntiPassback::Hard => return Err(Error::AlreadyInside { visit_id: visit.id }),
        AntiPassback::Soft => record(conn, arrival, &visit)?,
        AntiPassback::Off => {}
    }
    Ok(visit)
}

/// Returns the driver's open visits with the vehicle and with the app. Without both, as for a pass
/// at a reader, those of the account at this site that began with a pass or shortly before. That
/// another driver has an open visit with one of them becomes an incident.
fn open_visits(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    driver: Owner,
    hashes: &[Vec<u8>],
) -> Result<Vec<Visit>> {
    let app_device = arrival.request.app_device.as_deref();
    if let (true, None, Owner::User(user_id)) = (hashes.is_empty(), app_device, driver) {
        let mut of_user = Visit::open_of_user(conn, user_id)?;
        of_user.retain(|visit| {
            let is_same = visit.entered_by == Means::Pass || is_recent(arrival, visit);
            visit.site_id == arrival.entrance.site.id && is_same
        });
        return Ok(of_user);
    }
    let mut open = match driver {
        Owner::User(user_id) if !hashes.is_empty() => open_of_user_with(conn, user_id, hashes)?,
        _ => Vec::new(),
    };
    let with_plate = Visit::open_with_plate(conn, hashes)?;
    let with_app = app_device.map(|hash| Visit::open_with_app(conn, hash)).transpose()?.flatten();
    arrival.is_plate_held = add_own(conn, &mut open, driver, with_plate)?;
    arrival.is_app_held = add_own(conn, &mut open, driver, with_app)?;
    let held = match (arrival.is_plate_held, arrival.is_app_held) {
        (true, _) => Some("another driver has an open visit with this plate"),
        (false, true) => Some("another driver has an open visit with this app"),
        (false, false) => None,
    };
    let is_noted = arrival.entrance.rules.anti_passback != AntiPassback::Off;
    if let Some(detail) = held.filter(|_| is_noted) {
        arrival.incidents.push((IncidentKind::Passback, detail.to_owned()));
    }
    Ok(open)
}

/// Adds the visits of the driver to `open`, each once. Returns whether others are another driver's.
fn add_own(
    conn: &mut PgConnection,
    open: &mut Vec<Visit>,
    driver: Owner,
    found: impl IntoIterator<Item = Visit>,
) -> Result<bool> {
    let mut has_others = false;
    for visit in found {
        if Reservation::find(conn, visit.reservation_id)?.driver() != Some(driver) {
            has_others = true;
        } else if !open.contains(&visit) {
            open.push(visit);
        }
    }
    Ok(has_others)
}

/// Locks the spots of visits and of a booking, in order, before the first of the visits ends: two
/// arrivals that wait for each other would be refused.
fn lock_spots(
    conn: &mut PgConnection,
    open: &[Visit],
    booking: Option<ReservationId>,
) -> Result<()> {
    let mut spots = Vec::new();
    for id in open.iter().map(|visit| visit.reservation_id).chain(booking) {
        spots.push(Reservation::find(conn, id)?.spot_id);
    }
    spots.sort_unstable();
    spots.dedup();
    for id in spots {
        Spot::lock(conn, id)?;
    }
    Ok(())
}

/// Returns whether an open visit of the driver has begun with this arrival. A late arrival before
/// the visit belongs to one that nobody has reported in time; it is not billed.
fn is_same_arrival(arrival: &Arrival<'_>, visit: &Visit) -> bool {
    let is_before = arrival.is_late() && arrival.at < visit.arrived_at;
    let is_here = visit.site_id == arrival.entrance.site.id && is_recent(arrival, visit);
    is_before || is_here
}

fn is_recent(arrival: &Arrival<'_>, visit: &Visit) -> bool {
    (arrival.at - visit.arrived_at).abs() < REPEAT
}

/// Ends an open visit, whose time is billed.
fn end(conn: &mut PgConnection, arrival: &mut Arrival<'_>, visit: &Visit) -> Result<()> {
    let anti_passback = arrival.entrance.rules.anti_passback;
    if anti_passback == AntiPassback::Hard {
        arrival.allow(Err(Error::AlreadyInside { visit_id: visit.id }))?;
    }
    let request = CheckOut {
        id: visit.id,
        principal: None,
        actor: Some(arrival.actor(None)),
        means: arrival.request.means,
        lane_id: None,
        at: Some(arrival.at),
        reason: EndReason::Passback,
    };
    check_out(conn, &request, &arrival.entrance.terms, arrival.now)?;
    if anti_passback == AntiPassback::Soft {
        record(conn, arrival, visit)?;
    }
    Ok(())
}

/// Records the incident with the earlier visit, which may have been at another site.
fn record(conn: &mut PgConnection, arrival: &Arrival<'_>, visit: &Visit) -> Result<()> {
    let entered = &arrival.entrance.site.name;
    let detail = format!("the vehicle or the app entered {entered} without having left");
    let new = NewIncident {
        city_id: visit.city_id,
        site_id: visit.site_id,
        visit_id: Some(visit.id),
        lane_id: None,
        kind: IncidentKind::Passback,
        detail: &detail,
        at: arrival.at,
    };
    incident::insert(conn, &new, arrival.now)?;
    Ok(())
}
