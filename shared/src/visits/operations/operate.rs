//! Actions of operators on visits and barriers. Each records its audit event.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::{Value, json};

use super::{
    check_in::{CheckIn, CheckedIn, check_in},
    check_out::{CheckOut, check_out},
};
use crate::{
    Error, Result,
    billing::jobs::SendMail,
    equipment::{
        domain::means::Means, models::barrier_command::BarrierCommand, operations::issue_command,
    },
    places::domain::terms::Terms,
    platform::{
        domain::{
            ids::{LaneId, VisitId},
            mail::MailTemplate,
            revision::Revision,
        },
        jobs::Job,
        models::audit::{AuditContext, AuditEvent},
        token::Tokens,
    },
    reservations::operations::visit_stay::lock_any_stay,
    visits::{domain::end_reason::EndReason, models::visit::Visit},
};

/// Ends an open visit, and bills the time until `at`, or until now. `terms` are the defaults.
///
/// # Errors
/// `NotFound`, `VisitOver`; `Invalid` for a reason that is not one of operators, and for a time
/// before the arrival or in the future.
#[expect(clippy::too_many_arguments, reason = "an operator's request, with its context")]
pub fn end_visit(
    conn: &mut PgConnection,
    id: VisitId,
    reason: EndReason,
    at: Option<DateTime<Utc>>,
    note: &str,
    audit: &AuditContext,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Visit> {
    // The stay first, as in a check-out.
    let reservation_id = Visit::find(conn, id)?.reservation_id;
    lock_any_stay(conn, reservation_id)?;
    let before = Visit::lock(conn, id)?;
    if !EndReason::BY_OPERATORS.contains(&reason) {
        let message = "must be operator, lost_ticket or reset";
        return Err(Error::field("reason", "unknown", message));
    }
    if at.is_some_and(|at| at < before.arrived_at || now < at) {
        let message = "must be between the arrival and now";
        return Err(Error::field("at", "out_of_range", message));
    }
    if !before.is_open() {
        return Err(Error::VisitOver);
    }
    let request = CheckOut {
        id,
        principal: None,
        actor: Some(audit.actor.clone()),
        means: Means::Operator,
        lane_id: None,
        at,
        reason,
    };
    let after = check_out(conn, &request, terms, now)?.visit;
    let event = AuditEvent::new("visit.end", id.0).reason(note);
    audit.record(conn, event.change(fields(&before), fields(&after)), now)?;
    Ok(after)
}

/// Records that the vehicle of a visit that has ended is gone. Idempotent.
///
/// # Errors
/// `NotFound`, `InvalidTransition` for an open visit: it can be ended.
pub fn depart(
    conn: &mut PgConnection,
    id: VisitId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<Visit> {
    let before = Visit::lock(conn, id)?;
    if before.is_open() {
        return Err(Error::InvalidTransition { from: "under way", event: "have departed" });
    }
    let after = before.set_departed(conn, now)?;
    let event = AuditEvent::new("visit.depart", id.0).reason(note);
    audit.record(conn, event.change(fields(&before), fields(&after)), now)?;
    Ok(after)
}

/// Opens the barrier of a lane.
///
/// # Errors
/// `NoBarrier` for a lane that is absent or out of service, or whose barrier no device opens.
pub fn open_barrier(
    conn: &mut PgConnection,
    lane: LaneId,
    note: &str,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<BarrierCommand> {
    let command = issue_command(conn, lane, None, &audit.actor, note, now)?;
    let command = command.ok_or(Error::NoBarrier)?;
    let event = AuditEvent::new("barrier.open", lane.0).reason(note);
    audit.record(conn, event.to(json!({ "command_id": command.id })), now)?;
    Ok(command)
}

/// Begins the visit of a driver at the window, who gets a mail about it. The request is that of the
/// driver, with [`Means::Operator`]. `terms` are the defaults.
///
/// # Errors
/// As [`check_in`].
pub fn begin_visit(
    conn: &mut PgConnection,
    request: &CheckIn,
    note: &str,
    audit: &AuditContext,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<CheckedIn> {
    let request =
        CheckIn { means: Means::Operator, actor: Some(audit.actor.clone()), ..request.clone() };
    let checked_in = check_in(conn, &request, tokens, terms, now)?;
    tell_driver(conn, &checked_in, now)?;
    if checked_in.is_new {
        let event = AuditEvent::new("visit.begin", checked_in.visit.id.0).reason(note);
        audit.record(conn, event.to(fields(&checked_in.visit)), now)?;
    }
    Ok(checked_in)
}

/// Mails the driver at once that a visit has begun which an operator has begun: it will be charged,
/// and the driver may not be there. The later reminder is not repeated.
///
/// # Errors
/// Only database errors.
pub(super) fn tell_driver(
    conn: &mut PgConnection,
    checked_in: &CheckedIn,
    now: DateTime<Utc>,
) -> Result<()> {
    if checked_in.is_new {
        let CheckedIn { reservation, .. } = checked_in;
        let of = Revision { reservation_id: reservation.id, revision: reservation.revision };
        SendMail { template: MailTemplate::VisitRunning, of }.enqueue(conn, now)?;
    }
    Ok(())
}

/// Returns the fields that are recorded in the audit log.
fn fields(visit: &Visit) -> Value {
    json!({ "reservation_id": visit.reservation_id, "site_id": visit.site_id,
        "arrived_at": visit.arrived_at, "ended_at": visit.ended_at,
        "end_reason": visit.end_reason, "departed_at": visit.departed_at })
}
