//! Ends a stay, at its end or when the driver leaves. The time used is billed; a stay that has not
//! begun is cancelled free of charge.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    bill_stay::bill,
    cancel_reservation::cancel_locked,
    check_exit::check_exit,
    transition::{apply, check_revision, lock, lock_any},
};
use crate::{
    Result,
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::domain::{ids::ReservationId, revision::Revision},
    reservations::{
        domain::status::{Event, Status},
        models::{
            reservation::{Changes, Reservation},
            segment,
        },
    },
};

/// Ends a stay now, to the second. A stay that has not begun is cancelled free of charge.
/// Idempotent.
///
/// # Errors
/// `InvalidTransition` for a hold (it can be cancelled) and for an expired or revoked reservation,
/// `RevisionMismatch`, `ExitRequired`.
pub fn end_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    revision: Option<i32>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock(conn, id, principal)?;
    if matches!(reservation.status, Status::Completed | Status::Cancelled) {
        return Ok(reservation);
    }
    check_revision(&reservation, revision)?;
    check_exit(conn, &reservation, principal)?;
    end_locked(conn, &reservation, &principal.audit_name(reservation.guest_id), terms, now)
}

/// Ends a locked reservation now, as [`end_reservation`] does.
pub(super) fn end_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    match reservation.status {
        Status::Completed | Status::Cancelled => Ok(reservation.clone()),
        Status::Confirmed if now < reservation.period.starts_at() => {
            cancel_locked(conn, reservation, actor, terms, now)
        }
        Status::Confirmed => complete(conn, reservation, now, actor, now),
        from => Err(from.transition_error(Event::End)),
    }
}

/// Ends a stay whose end has come. `None` when there is nothing to do because it was amended, ended
/// or cancelled in the meantime.
///
/// # Errors
/// Only database errors.
pub fn end_due_reservation(
    conn: &mut PgConnection,
    of: Revision,
    now: DateTime<Utc>,
) -> Result<Option<Reservation>> {
    let reservation = lock_any(conn, of.reservation_id)?;
    let is_due = reservation.status == Status::Confirmed && reservation.period.ends_at() <= now;
    if reservation.revision != of.revision || !is_due {
        return Ok(None);
    }
    complete(conn, &reservation, reservation.period.ends_at(), "worker", now).map(Some)
}

/// Completes a locked reservation at `at` and bills the time used, both or neither.
pub(super) fn complete(
    conn: &mut PgConnection,
    reservation: &Reservation,
    at: DateTime<Utc>,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let used = reservation.period.cut_at(at);
    let changes = Changes { period: Some(used.to_range()), ..Changes::default() };
    let amount = segment::cut(conn, reservation, used.ends_at())?;
    let completed = apply(conn, reservation, Event::End, &changes, actor, now)?;
    bill(conn, &completed, amount, now)?;
    Ok(completed)
}
