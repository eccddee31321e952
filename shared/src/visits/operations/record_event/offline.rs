//! Vehicles that a device has let in or out by a pass, without a question to the service.

use chrono::{DateTime, Utc};
use diesel::{Connection as _, PgConnection};

use super::{
    MAX_AHEAD, PASSING, Report,
    known_exit::leave_by_known_exit,
    pass_holder::{arriving, last_visit, may_end, open_visit, visit_of_arrival},
};
use crate::{
    Error, Result,
    equipment::{
        domain::{
            direction::LaneDirection,
            means::Means,
            pass::Pass,
            vendor::{EventOutcome, IncidentKind},
        },
        models::{lane::Lane, lone_exit::LoneExit},
    },
    places::domain::terms::Terms,
    platform::{domain::ids::VisitId, token::Tokens},
    visits::{
        domain::end_reason::EndReason,
        models::visit::Visit,
        operations::{
            check_in::{CheckIn, check_in},
            check_out::{CheckOut, LEAVE_WITHIN, check_out},
            departure::record_departure,
            just_arrived::has_just_arrived,
            left_before_end::record_left_before_end,
            read_plate::is_refusal,
        },
    },
};

/// A barrier that was opened.
pub(super) struct Opened<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) lane: &'a Lane,
    /// `None` if no pass was read that is signed by us.
    pub(super) pass: Option<Pass>,
    pub(super) tokens: &'a Tokens,
    pub(super) terms: &'a Terms,
}

type Outcome = Result<(EventOutcome, Option<VisitId>)>;

impl Opened<'_> {
    /// Returns whether the vehicle has left. In a lane for both directions the holder of a pass has
    /// left whose visit is open, unless it has just begun there.
    pub(super) fn is_exit(&self, conn: &mut PgConnection) -> Result<bool> {
        match (self.lane.direction, self.pass) {
            (LaneDirection::In, _) | (LaneDirection::Both, None) => Ok(false),
            (LaneDirection::Out, _) => Ok(true),
            (LaneDirection::Both, Some(pass)) => {
                let open = open_visit(conn, pass, self.lane.site_id, self.at())?;
                match open.filter(|visit| visit.arrived_at < self.at()) {
                    Some(visit) => Ok(!has_just_arrived(conn, &visit, self.lane.id, self.at())?),
                    None => Ok(false),
                }
            }
        }
    }

    pub(super) fn actor(&self) -> String {
        self.report.device.audit_name()
    }

    fn at(&self) -> DateTime<Utc> {
        self.report.at
    }

    /// Records an incident of a vehicle that is inside without a visit.
    fn refused(&self, conn: &mut PgConnection, kind: IncidentKind, detail: &str) -> Outcome {
        self.report.incident(conn, kind, None, detail)?;
        Ok((EventOutcome::Refused, None))
    }
}

/// Begins the visit of a vehicle that was let in, and ends it if the vehicle has left since.
pub(super) fn enter_offline(conn: &mut PgConnection, opened: &Opened<'_>) -> Outcome {
    let (site_id, at) = (opened.lane.site_id, opened.at());
    let refusal = IncidentKind::EnteredOfflineRefused;
    let Some(pass) = opened.pass else {
        return opened.refused(conn, refusal, "the barrier was opened without a valid pass");
    };
    if pass.site_id != site_id {
        return opened.refused(conn, refusal, "the pass is for another site");
    }
    if let Some(visit) = visit_of_arrival(conn, pass, site_id, at)? {
        return Ok((EventOutcome::Repeated, Some(visit.id)));
    }
    if !pass.holds_at(at) {
        return opened.refused(conn, refusal, "the pass was not valid at that time");
    }
    let Some(who) = arriving(conn, pass)? else {
        return opened.refused(conn, refusal, "the vehicle of the pass was removed");
    };
    let request = CheckIn {
        site_id,
        who,
        spot_id: None,
        means: Means::Pass,
        lane_id: Some(opened.lane.id),
        app_device: None,
        card_id: None,
        position: None,
        arrived_at: Some(at),
        language: None,
        key: None,
        actor: Some(opened.actor()),
    };
    let now = opened.report.now;
    // In a savepoint: the incident of a refusal is recorded.
    let entered =
        conn.transaction(|conn| check_in(conn, &request, opened.tokens, opened.terms, now));
    match entered {
        Ok(entered) if entered.is_new => {
            leave_by_known_exit(conn, opened, &entered)?;
            Ok((EventOutcome::Entered, Some(entered.visit.id)))
        }
        Ok(known) => Ok((EventOutcome::Repeated, Some(known.visit.id))),
        Err(full @ Error::SiteFull { .. }) => {
            opened.refused(conn, IncidentKind::EnteredWhenFull, &full.to_string())
        }
        Err(error) if is_refusal(&error) => opened.refused(conn, refusal, &error.to_string()),
        Err(failure) => Err(failure),
    }
}

/// Ends the visit of a vehicle that was let out.
pub(super) fn leave_offline(conn: &mut PgConnection, opened: &Opened<'_>) -> Outcome {
    let (site_id, at) = (opened.lane.site_id, opened.at());
    let Some(pass) = opened.pass else { return left_without_visit(conn, opened) };
    let open = open_visit(conn, pass, site_id, at + MAX_AHEAD)?;
    if let Some(visit) = open.filter(|visit| may_end(pass, visit)) {
        let request = CheckOut {
            id: visit.id,
            principal: None,
            actor: Some(opened.actor()),
            means: Means::Pass,
            lane_id: Some(opened.lane.id),
            at: Some(at),
            reason: EndReason::Exit,
        };
        let left = check_out(conn, &request, opened.terms, opened.report.now)?;
        return Ok((EventOutcome::Left, Some(left.visit.id)));
    }
    let is_this = |departed_at: DateTime<Utc>| (at - departed_at).abs() < PASSING;
    match last_visit(conn, pass, site_id, at)?.filter(|visit| !visit.is_open()) {
        Some(visit) if visit.departed_at.is_none() => left_after_end(conn, opened, &visit),
        Some(visit) if visit.departed_at.is_some_and(is_this) => {
            Ok((EventOutcome::Repeated, Some(visit.id)))
        }
        _ => left_without_visit(conn, opened),
    }
}

/// Records the departure of a vehicle whose visit has ended already. An operator decides about the
/// time that was charged after it, or that nobody has paid for.
fn left_after_end(conn: &mut PgConnection, opened: &Opened<'_>, visit: &Visit) -> Outcome {
    let (lane, at, now) = (opened.lane, opened.at(), opened.report.now);
    if visit.ended_at.is_some_and(|ended_at| ended_at + LEAVE_WITHIN <= at) {
        remember_exit(conn, opened)?;
    }
    let visit = record_departure(conn, visit, lane, Means::Pass, at, now)?;
    record_left_before_end(conn, &visit, lane.id, at, now)?;
    Ok((EventOutcome::Left, Some(visit.id)))
}

fn left_without_visit(conn: &mut PgConnection, opened: &Opened<'_>) -> Outcome {
    remember_exit(conn, opened)?;
    let detail = "the exit was opened for a vehicle without a visit";
    opened.report.incident(conn, IncidentKind::ExitWithoutVisit, None, detail)?;
    Ok((EventOutcome::Recorded, None))
}

/// Keeps an exit: the arrival may be reported later, by another device.
fn remember_exit(conn: &mut PgConnection, opened: &Opened<'_>) -> Result<()> {
    if let Some(pass) = opened.pass.filter(|pass| pass.site_id == opened.lane.site_id) {
        LoneExit::insert(conn, opened.lane, pass.subject, opened.at())?;
    }
    Ok(())
}
