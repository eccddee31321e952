//! A vehicle at an exit.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{Found, Seen};
use crate::{
    Result,
    equipment::{
        domain::{means::Means, plate_read::ReadOutcome},
        operations::issue_command,
    },
    places::domain::terms::Terms,
    platform::{
        domain::ids::{ReservationId, VisitId},
        token::Tokens,
    },
    visits::{
        domain::end_reason::EndReason,
        models::{
            plate_match::{last_with_plate, open_plates},
            visit::Visit,
        },
        operations::{
            check_out::{
                CheckOut, CheckedOut, LEAVE_WITHIN, REASON, check_out, leave_without_visit,
            },
            left_before_end::record_left_before_end,
        },
    },
};

/// Lets a vehicle out by its open visit. The visit of a plate that looks like it is proposed, or
/// ended if the site's rules say so. The exit opens also for a vehicle without a visit.
pub(super) fn leave(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    tokens: &Tokens,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Found> {
    if let Some(visit) = &seen.open {
        return let_out(conn, seen, visit.id, terms, now);
    }
    match similar_visits(conn, seen, tokens)?.as_slice() {
        [(visit_id, _)] if seen.rules.opens_on_similar => {
            let_out(conn, seen, *visit_id, terms, now)
        }
        [(_, reservation_id)] => leave_for_review(conn, seen, Some(*reservation_id), now),
        [] => leave_unknown(conn, seen, terms, now),
        _ => leave_for_review(conn, seen, None, now),
    }
}

/// Opens the exit for a vehicle that has perhaps a visit. An operator decides later which one has
/// ended.
pub(super) fn leave_for_review(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    proposed: Option<ReservationId>,
    now: DateTime<Utc>,
) -> Result<Found> {
    if seen.is_there {
        issue_command(conn, seen.lane.id, None, seen.actor, REASON, now)?;
    }
    Ok(Found::review(proposed))
}

/// Lets out a vehicle without an open visit: one that has just checked out, or an unknown one.
pub(super) fn leave_unknown(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Found> {
    let last = last_with_plate(conn, seen.site_id(), &seen.hashes)?;
    let last = last.filter(|visit| visit.arrived_at <= seen.at);
    let has_just_left = |ended_at: DateTime<Utc>| seen.at - ended_at < LEAVE_WITHIN;
    match &last {
        Some(visit) if visit.ended_at.is_some_and(has_just_left) => {
            let_out(conn, seen, visit.id, terms, now)
        }
        _ => {
            leave_without_visit(conn, seen.lane, last.as_ref(), Means::Plate, seen.at, now)?;
            Ok(Found::without_visit(ReadOutcome::NoMatch))
        }
    }
}

/// Returns the reservation that an operator may let out: that of the plate, else the only one of a
/// plate that looks like it.
pub(super) fn leaving_reservation(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    tokens: &Tokens,
) -> Result<Option<ReservationId>> {
    if let Some(visit) = &seen.open {
        return Ok(Some(visit.reservation_id));
    }
    match similar_visits(conn, seen, tokens)?.as_slice() {
        [(_, reservation_id)] => Ok(Some(*reservation_id)),
        _ => Ok(None),
    }
}

fn similar_visits(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    tokens: &Tokens,
) -> Result<Vec<(VisitId, ReservationId)>> {
    let open = open_plates(conn, seen.site_id())?;
    let open: Vec<_> = open.into_iter().map(|(visit, of, plate)| ((visit, of), plate)).collect();
    let mut similar = Vec::new();
    for (id, reservation_id) in seen.similar(&open, tokens) {
        if Visit::find(conn, id)?.arrived_at <= seen.at {
            similar.push((id, reservation_id));
        }
    }
    Ok(similar)
}

fn let_out(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    id: VisitId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Found> {
    let left = check_out_by_plate(conn, seen, id, terms, now)?;
    Ok(Found::of_visit(ReadOutcome::Left, left.visit.id))
}

/// Checks a vehicle out at the camera's lane, at the time at which it was there. A visit that has
/// ended later was charged for too long, about which an operator decides.
pub(super) fn check_out_by_plate(
    conn: &mut PgConnection,
    seen: &Seen<'_>,
    id: VisitId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<CheckedOut> {
    let request = CheckOut {
        id,
        principal: None,
        actor: Some(seen.actor.to_owned()),
        means: Means::Plate,
        lane_id: Some(seen.lane.id),
        at: seen.reported_at(),
        reason: EndReason::Exit,
    };
    let left = check_out(conn, &request, terms, now)?;
    if let Some(at) = seen.reported_at() {
        record_left_before_end(conn, &left.visit, seen.lane.id, at, now)?;
    }
    Ok(left)
}
