//! Opens a barrier for a pass that a reader of a device has read while it is online.

use chrono::{DateTime, Utc};
use diesel::{OptionalExtension, PgConnection};

use super::{
    MAX_AHEAD,
    pass_holder::{arriving, last_visit, may_end, open_visit},
};
use crate::{
    Error, Result,
    equipment::{
        domain::{direction::LaneDirection, means::Means, pass::Pass},
        models::{
            barrier_command::BarrierCommand, device::Device, lane::Lane, lone_exit::LoneExit,
        },
    },
    places::{domain::terms::Terms, models::site::Site},
    platform::{
        domain::ids::{LaneId, SiteId, VisitId},
        token::Tokens,
    },
    visits::{
        domain::end_reason::EndReason,
        models::visit::Visit,
        operations::{
            check_in::{Arriving, CheckIn, check_in},
            check_out::{CheckOut, LEAVE_WITHIN, check_out, leave_without_visit},
            just_arrived::has_just_arrived,
        },
    },
};

/// A pass that was admitted.
#[derive(Debug, Clone)]
pub struct Scanned {
    /// `None` at an exit, for a vehicle without a visit.
    pub visit_id: Option<VisitId>,
    /// `None` if the barrier cannot be opened from here.
    pub command: Option<BarrierCommand>,
}

/// Checks the holder of a pass in or out, and opens the barrier of the lane. An exit opens for any
/// pass, and without one: `None` is a text that is not signed by us. In a lane for both directions
/// a pass that is read again shortly after the entry opens the barrier again.
///
/// # Errors
/// `Invalid` for a lane that is not the device's; at an entrance `UnknownCode`, `OtherSite`,
/// `TooEarly`, `CodeRevoked` for a pass that has expired, and those of check-in.
pub fn scan_pass(
    conn: &mut PgConnection,
    device: &Device,
    lane_id: LaneId,
    pass: Option<Pass>,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Scanned> {
    let lanes = Lane::of_gateway(conn, device.id)?;
    let lane = lanes.iter().find(|lane| lane.id == lane_id).ok_or_else(|| {
        Error::field("lane_id", "unknown", "must be the id of a lane of the device")
    })?;
    let open = match pass {
        Some(pass) => open_visit(conn, pass, lane.site_id, now + MAX_AHEAD)?,
        None => None,
    };
    let comes_in = match &open {
        Some(visit) if lane.direction == LaneDirection::Both => {
            has_just_arrived(conn, visit, lane.id, now)?
        }
        _ => false,
    };
    match (lane.direction, open) {
        (LaneDirection::In, _) | (LaneDirection::Both, None) => {
            let pass = checked(conn, pass, lane.site_id, now)?;
            let who = arriving(conn, pass)?.ok_or(Error::UnknownCode)?;
            enter(conn, device, lane, who, tokens, terms, now)
        }
        (LaneDirection::Both, Some(visit)) if comes_in => {
            let who = Arriving::Booking { id: visit.reservation_id, principal: None };
            enter(conn, device, lane, who, tokens, terms, now)
        }
        (LaneDirection::Out | LaneDirection::Both, Some(visit))
            if pass.is_some_and(|pass| !may_end(pass, &visit)) =>
        {
            let command = leave_without_visit(conn, lane, None, Means::Pass, now, now)?;
            Ok(Scanned { visit_id: None, command })
        }
        (LaneDirection::Out | LaneDirection::Both, Some(visit)) => {
            leave(conn, device, lane, &visit, terms, now)
        }
        (LaneDirection::Out, None) => {
            let last = match pass {
                Some(pass) => last_visit(conn, pass, lane.site_id, now)?,
                None => None,
            };
            let has_just_left = |ended_at: DateTime<Utc>| now - ended_at < LEAVE_WITHIN;
            if let Some(visit) = last.as_ref().filter(|v| v.ended_at.is_some_and(has_just_left)) {
                return leave(conn, device, lane, visit, terms, now);
            }
            // The device of the entrance may report the arrival later.
            if let Some(pass) = pass.filter(|pass| pass.site_id == lane.site_id) {
                LoneExit::insert(conn, lane, pass.subject, now)?;
            }
            let command = leave_without_visit(conn, lane, last.as_ref(), Means::Pass, now, now)?;
            Ok(Scanned { visit_id: None, command })
        }
    }
}

/// Returns a pass that gives a right to enter the site now.
fn checked(
    conn: &mut PgConnection,
    pass: Option<Pass>,
    site: SiteId,
    now: DateTime<Utc>,
) -> Result<Pass> {
    let pass = pass.ok_or(Error::UnknownCode)?;
    if pass.site_id != site {
        let other = Site::find(conn, pass.site_id).optional()?.ok_or(Error::UnknownCode)?;
        return Err(Error::OtherSite { site: other.name });
    }
    if now < pass.from {
        return Err(Error::TooEarly { from: pass.from });
    }
    if pass.holds_at(now) { Ok(pass) } else { Err(Error::CodeRevoked) }
}

fn enter(
    conn: &mut PgConnection,
    device: &Device,
    lane: &Lane,
    who: Arriving,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Scanned> {
    let request = CheckIn {
        site_id: lane.site_id,
        who,
        spot_id: None,
        means: Means::Pass,
        lane_id: Some(lane.id),
        app_device: None,
        card_id: None,
        position: None,
        arrived_at: None,
        language: None,
        key: None,
        actor: Some(device.audit_name()),
    };
    let entered = check_in(conn, &request, tokens, terms, now)?;
    Ok(Scanned { visit_id: Some(entered.visit.id), command: entered.command })
}

fn leave(
    conn: &mut PgConnection,
    device: &Device,
    lane: &Lane,
    visit: &Visit,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Scanned> {
    let request = CheckOut {
        id: visit.id,
        principal: None,
        actor: Some(device.audit_name()),
        means: Means::Pass,
        lane_id: Some(lane.id),
        at: None,
        reason: EndReason::Exit,
    };
    let left = check_out(conn, &request, terms, now)?;
    Ok(Scanned { visit_id: Some(left.visit.id), command: left.command })
}
