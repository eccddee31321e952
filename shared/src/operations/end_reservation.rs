//! A stay ends: because its end has come, or because the driver leaves. It is billed for the time used.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    confirm_reservation::revision_of,
    transition::{apply, check_revision, lock, lock_any, name},
};
use crate::{
    Error, Result,
    domain::{
        charge::ChargeState,
        ids::ReservationId,
        mail::MailTemplate,
        period::next_second,
        price::price,
        status::{Event, Status},
    },
    jobs::{Job, Revision},
    models::{
        charge::Charge,
        reservation::{Actor, Changes, Reservation},
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

/// Completes a locked reservation at `at` and writes the charge for the time used, both or neither.
pub(super) fn complete(
    conn: &mut PgConnection,
    reservation: &Reservation,
    at: DateTime<Utc>,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let used = reservation.period.cut_at(at);
    let changes = Changes { period: Some(used.to_range()), ..Changes::default() };
    let completed = apply(conn, reservation, Event::End, &changes, actor, now)?;
    let amount = price(completed.rate(), used.seconds());
    let state = ChargeState::of_new(amount);
    let of = (completed.id, completed.city_id, completed.revision);
    let charge = Charge::insert(conn, of, (used.seconds(), amount), state, now)?;
    if state == ChargeState::Due {
        Job::CollectCharge(charge.id).enqueue(conn, now)?;
    } else {
        Job::SendMail(MailTemplate::Ended, revision_of(&completed)).enqueue(conn, now)?;
    }
    Ok(completed)
}
