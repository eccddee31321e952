//! One entry at a time: open visits of the vehicle, or of the app, that arrives.

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
    places::domain::site_rules::AntiPassback,
    platform::domain::owner::Owner,
    reservations::models::reservation::Reservation,
    visits::{domain::end_reason::EndReason, models::visit::Visit},
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

/// Finds the open visits of the vehicle and of the app that arrive, and ends them, unless one is
/// the same arrival, or the site refuses.
///
/// # Errors
/// `AlreadyInside`.
pub(super) fn end_open_visits(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    driver: Owner,
    hashes: &[Vec<u8>],
) -> Result<Inside> {
    let open = open_visits(conn, arrival, driver, hashes)?;
    for visit in &open {
        if is_same_arrival(conn, arrival, driver, visit)? {
            return Ok(Inside::Again(visit.clone()));
        }
    }
    if open.is_empty() {
        return Ok(Inside::Outside);
    }
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

/// Returns the open visits of the vehicle and of the app. Without both, as for a pass at a reader,
/// those of the account at this site that began with a pass or shortly before.
fn open_visits(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    driver: Owner,
    hashes: &[Vec<u8>],
) -> Result<Vec<Visit>> {
    let app_device = arrival.request.app_device.as_deref();
    let with_plate = match hashes {
        [] => None,
        hashes => Visit::open_with_plate(conn, hashes)?,
    };
    let with_app = match app_device {
        None => None,
        Some(hash) => {
            Visit::open_with_app(conn, hash)?.filter(|visit| Some(visit) != with_plate.as_ref())
        }
    };
    let open = with_plate.into_iter().chain(with_app).collect();
    let (true, None, Owner::User(user_id)) = (hashes.is_empty(), app_device, driver) else {
        return Ok(open);
    };
    let mut of_user = Visit::open_of_user(conn, user_id)?;
    of_user.retain(|visit| {
        let is_same = visit.entered_by == Means::Pass || is_recent(arrival, visit);
        visit.site_id == arrival.entrance.site.id && is_same
    });
    Ok(of_user)
}

/// Returns whether an open visit has begun with this arrival. A late arrival before the visit
/// belongs to one that nobody has reported in time; it is not billed.
fn is_same_arrival(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    driver: Owner,
    visit: &Visit,
) -> Result<bool> {
    if arrival.is_late() && arrival.at < visit.arrived_at {
        return Ok(true);
    }
    if visit.site_id != arrival.entrance.site.id || !is_recent(arrival, visit) {
        return Ok(false);
    }
    Ok(Reservation::find(conn, visit.reservation_id)?.driver() == Some(driver))
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
