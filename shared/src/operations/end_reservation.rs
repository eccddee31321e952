//! A stay ends: because its end has come, or because the driver leaves. It is billed for the time used.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    bill_stay::bill,
    transition::{apply, check_revision, lock, lock_any, name},
};
use crate::{
    Error, Result,
    domain::{
        ids::ReservationId,
        period::next_second,
        status::{Event, Status},
    },
    jobs::Revision,
    models::{
        reservation::{Actor, Changes, Reservation},
        segment,
    },
};

/// Ends a stay that is under way, now. A second time changes nothing.
///
/// # Errors
/// `InvalidTransition` before the stay has begun (it can be cancelled), `RevisionMismatch`.
pub fn end_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    actor: Actor,
    revision: Option<i32>,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock(conn, id, actor)?;
    if reservation.status == Status::Completed {
        return Ok(reservation);
    }
    check_revision(&reservation, revision)?;
    if next_second(now) < reservation.period.starts_at() {
        return Err(Error::InvalidTransition { from: reservation.status, event: Event::End });
    }
    let actor = name(actor, &reservation);
    complete(conn, &reservation, now, &actor, now)
}

/// Ends a stay whose end has come. `None` when there is nothing to do: it was amended, ended or cancelled meanwhile.
///
/// # Errors
/// When the database refuses.
pub fn end_due_reservation(conn: &mut PgConnection, of: Revision, now: DateTime<Utc>) -> Result<Option<Reservation>> {
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
