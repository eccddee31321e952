//! Processes a driver's report that the spot is taken: within limits, the stay is free of charge
//! and another spot is offered.
//!
//! A report never revokes the reservation of another driver. Two reports with different cards from
//! different networks within an hour close the spot to new reservations, up to the start of the
//! next reservation.
//!
//! A vehicle at a site pays for its time until it leaves, and where spots have no numbers it parks
//! on any: neither can report a spot.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::{
    close_place::{ClosePlace, Closed, Site, close_place},
    end_reservation::complete,
    expire_hold::expire_overdue_on,
    reseat::find_reseat_offer,
    revoke_reservation::revoke_locked,
    transition::lock,
};
use crate::{
    Error, Result,
    identity::domain::principal::Principal,
    places::{
        domain::terms::Terms,
        models::{bulk_change_lock, site_rules},
    },
    platform::{
        domain::{
            ids::ReservationId,
            period::Period,
            quota::{Origin, Quota},
        },
        models::audit::{AuditContext, AuditEvent},
    },
    reservations::{
        domain::status::{Event, Status},
        models::{
            open_visit::site_of_open_visit,
            reservation::Reservation,
            taken_report::{self, NewTakenReport, ReportScope, card_hash},
            transition::{SPOT_TAKEN, TransitionContext},
        },
    },
};

/// Duration of the closure; an operator may end it earlier.
const CLOSED_FOR: TimeDelta = TimeDelta::minutes(30);
/// Maximum time between two reports that confirm each other.
const CONFIRMED_WITHIN: TimeDelta = TimeDelta::hours(1);
/// Reason of the closure, shown to operators.
const REASON: &str = "reported as taken";

/// Result of a report.
#[derive(Debug, Clone)]
pub struct Reported {
    /// `true` if nothing is charged: the reservation is revoked. Otherwise it is completed.
    pub is_free: bool,
    /// The re-seat offered to the driver, if any.
    pub offer: Option<Reservation>,
}

/// Ends a stay whose driver reports the spot as taken. Free reports are limited per card and per
/// network: beyond the limits the time used is billed, and no other spot is offered. Records an
/// audit event with `request_id`. Idempotent.
///
/// # Errors
/// `NotFound`, and those of [`check_report`].
pub fn report_taken(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    origin: &Origin,
    terms: &Terms,
    request_id: Option<String>,
    now: DateTime<Utc>,
) -> Result<Reported> {
    bulk_change_lock::lock_bulk_spot_changes(conn)?;
    let reservation = lock(conn, id, principal)?;
    let actor = principal.audit_name(reservation.guest_id);
    let reported = match taken_report::is_free(conn, id)? {
        None if reservation.status == Status::Revoked => Some(true),
        reported => reported,
    };
    if let Some(is_free) = reported {
        return Ok(Reported { is_free, offer: find_offer(conn, id, principal)? });
    }
    check_report(conn, &reservation, terms, now)?;
    let card = card_hash(&reservation);
    let quotas = &terms.quotas;
    let is_free = is_within(conn, ReportScope::Card(&card), &quotas.free_reports_per_card, now)?
        && is_within(
            conn,
            ReportScope::Network(&origin.narrow),
            &quotas.free_reports_per_network,
            now,
        )?;
    let ended = if is_free {
        let context = TransitionContext { actor: &actor, note: Some(SPOT_TAKEN) };
        revoke_locked(conn, &reservation, context, terms, now)?.reservation
    } else {
        complete(conn, &reservation, now, &actor, now)?
    };
    let report =
        NewTakenReport { reservation: &ended, card: &card, network: &origin.narrow, is_free };
    let is_confirmed =
        taken_report::is_independently_reported(conn, &report, now - CONFIRMED_WITHIN)?;
    report.insert(conn, now)?;
    let closed = if is_confirmed { close(conn, &ended, &actor, terms, now)? } else { None };
    let closure = closed.map(|closed| closed.closure);
    let offer = find_offer(conn, id, principal)?;
    let event = AuditEvent::new("reservation.report_taken", id.0).reason(SPOT_TAKEN).to(json!({
        "reseat_id": offer.as_ref().map(|offer| offer.id), "spot_id": ended.spot_id,
        "is_free": is_free,
        "closure_id": closure.as_ref().map(|closure| closure.id),
        "closed_until": closure.as_ref().map(|closure| closure.period.ends_at()),
    }));
    AuditContext { actor, request: request_id }.record(conn, event, now)?;
    Ok(Reported { is_free, offer })
}

/// Returns the re-seat offered to the driver, if any.
fn find_offer(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
) -> Result<Option<Reservation>> {
    match find_reseat_offer(conn, id, principal) {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}

fn is_within(
    conn: &mut PgConnection,
    scope: ReportScope<'_>,
    quotas: &[Quota],
    now: DateTime<Utc>,
) -> Result<bool> {
    for quota in quotas {
        if taken_report::free_since(conn, scope, now - quota.per)? >= i64::from(quota.count) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Closes the spot up to the start of the next reservation; `None` when a reservation of it is in
/// progress.
fn close(
    conn: &mut PgConnection,
    reported: &Reservation,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<Closed>> {
    expire_overdue_on(conn, reported.spot_id, now)?;
    let Some(closure) = Period::new(now, now + CLOSED_FOR) else { return Ok(None) };
    let next = Reservation::overlapping(conn, &[reported.spot_id], closure)?;
    let next_start = next.first().map(|next| next.period.starts_at());
    let ends_at = closure.ends_at().min(next_start.unwrap_or(closure.ends_at()));
    if ends_at <= now {
        return Ok(None);
    }
    let request = ClosePlace {
        site: Site::Spot(reported.spot_id),
        starts_at: None,
        ends_at,
        reason: REASON.to_owned(),
        actor: actor.to_owned(),
    };
    close_place(conn, &request, terms, now).map(Some)
}

/// Checks that the stay can be reported now: only within a limited time after its start.
///
/// # Errors
/// `InvalidTransition` for a reservation that is not confirmed, while its vehicle is at a site, and
/// at a site whose spots have no numbers; `OutsideReportWindow` with the period in which it can be
/// reported.
pub fn check_report(
    conn: &mut PgConnection,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    if reservation.status != Status::Confirmed {
        return Err(reservation.status.transition_error(Event::Revoke));
    }
    let refused = |from| Err(Error::InvalidTransition { from, event: "report its spot as taken" });
    if site_of_open_visit(conn, reservation.id)?.is_some() {
        return refused("in use at a site");
    }
    let rules = site_rules::at_spot(conn, reservation.spot_id)?;
    if rules.is_some_and(|rules| rules.is_unnumbered()) {
        return refused("without a numbered spot");
    }
    let from = reservation.period.starts_at();
    let until = (from + terms.report_taken).min(reservation.period.ends_at());
    if from <= now && now < until {
        Ok(())
    } else {
        Err(Error::OutsideReportWindow { from, until })
    }
}
