//! Opens an exit for a driver who presents its code, with or without a visit, and signed in or not.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    check_in::SeenAt,
    check_out::{CheckOut, REASON, check_out},
    departure::record_exit,
};
use crate::{
    Error, Result,
    equipment::{
        domain::means::Means,
        models::{barrier_command::BarrierCommand, lane::Lane},
        operations::issue_command,
    },
    identity::domain::principal::Principal,
    places::{
        domain::{position::Position, terms::Terms},
        models::{site::Site, site_rules},
    },
    platform::domain::ids::{LaneId, SiteId},
    visits::{
        domain::{
            end_reason::EndReason,
            geofence::{corners_of, is_near},
        },
        models::{plate_match::last_of_user, visit::Visit},
    },
};

/// Greatest distance from a site without a geofence at which a stranger opens its exit, in metres.
const NEAR_M: i32 = 200;

/// A driver in front of an exit.
#[derive(Debug, Clone)]
pub struct OpenExit {
    pub lane_id: LaneId,
    /// `None` for a stranger, who must be near: a picture of the code opens from everywhere.
    pub principal: Option<Principal>,
    pub means: Means,
    pub position: Option<SeenAt>,
}

/// An exit that was opened.
#[derive(Debug, Clone)]
pub struct OpenedExit {
    pub lane: Lane,
    /// The driver's visit at the site, which has ended now or before; `None` without one.
    pub visit: Option<Visit>,
    /// The command to the barrier of the lane, if it has one.
    pub command: Option<BarrierCommand>,
}

/// Opens the exit for a vehicle. The open visit of the driver at the site ends, as in a check-out.
/// Without one the exit opens as well: for a vehicle whose visit has ended before, and for one that
/// has never had a visit. `terms` are the defaults.
///
/// # Errors
/// `AlreadyInside` with one of several open visits: check that of the vehicle out. Of a stranger:
/// `Invalid` without a position, `TooFarAway`.
pub fn open_exit(
    conn: &mut PgConnection,
    request: &OpenExit,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<OpenedExit> {
    let lane = Lane::find(conn, request.lane_id)?;
    match open_visits(conn, request.principal, lane.site_id)?.as_slice() {
        [] => {}
        [visit] => {
            let check_out_of = CheckOut {
                id: visit.id,
                principal: request.principal,
                actor: None,
                means: request.means,
                lane_id: Some(lane.id),
                at: None,
                reason: EndReason::Exit,
            };
            let left = check_out(conn, &check_out_of, terms, now)?;
            return Ok(OpenedExit { lane, visit: Some(left.visit), command: left.command });
        }
        [visit, ..] => return Err(Error::AlreadyInside { visit_id: visit.id }),
    }
    if request.principal.is_none() {
        check_position(conn, lane.site_id, request.position)?;
    }
    let last = last_visit(conn, request.principal, lane.site_id, now)?;
    record_exit(conn, &lane, last.as_ref(), request.means, now, now)?;
    let visit = match last {
        Some(visit) => Some(Visit::find(conn, visit.id)?),
        None => None,
    };
    let stranger = || format!("lane:{}", lane.id);
    let actor = request.principal.map_or_else(stranger, |principal| principal.audit_name(None));
    let visit_id = visit.as_ref().map(|visit| visit.id);
    let command = issue_command(conn, lane.id, visit_id, &actor, REASON, now)?;
    Ok(OpenedExit { lane, visit, command })
}

/// Returns the driver's open visits at a site, the earliest arrival first.
fn open_visits(
    conn: &mut PgConnection,
    principal: Option<Principal>,
    site_id: SiteId,
) -> Result<Vec<Visit>> {
    let mut open = match principal {
        Some(Principal::User(id)) => Visit::open_of_user(conn, id)?,
        Some(Principal::ReservationLink(id)) => {
            let visit = Visit::of_reservation(conn, id)?;
            visit.into_iter().filter(Visit::is_open).collect()
        }
        _ => Vec::new(),
    };
    open.retain(|visit| visit.site_id == site_id);
    Ok(open)
}

/// Returns the driver's latest visit at a site that began before now.
pub fn last_visit(
    conn: &mut PgConnection,
    principal: Option<Principal>,
    site_id: SiteId,
    now: DateTime<Utc>,
) -> Result<Option<Visit>> {
    match principal {
        Some(Principal::User(id)) => Ok(last_of_user(conn, id, site_id, now)?),
        Some(Principal::ReservationLink(id)) => {
            let visit = Visit::of_reservation(conn, id)?;
            Ok(visit.filter(|visit| visit.site_id == site_id))
        }
        _ => Ok(None),
    }
}

/// Checks that a stranger is near the site, within its geofence if it has one.
///
/// # Errors
/// `Invalid` without a position, `TooFarAway`.
fn check_position(
    conn: &mut PgConnection,
    site_id: SiteId,
    position: Option<SeenAt>,
) -> Result<()> {
    let Some(seen) = position else {
        let message = "must be given by a driver who is not signed in";
        return Err(Error::field("position", "required", message));
    };
    let site = Site::find(conn, site_id)?;
    let geofence_m = site_rules::of_site(conn, site_id)?.geofence_m.unwrap_or(NEAR_M);
    let corners = site.boundary.as_deref().map(corners_of).unwrap_or_default();
    let center = Position { lat: site.lat, lng: site.lng };
    is_near(seen.position, seen.accuracy_m, center, &corners, geofence_m)
        .map_err(|distance_m| Error::TooFarAway { distance_m })
}
