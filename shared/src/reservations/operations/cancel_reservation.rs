//! Cancels a hold, or a stay that has not begun or can be undone, on the driver's request.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    bill_stay::clear,
    check_exit::check_exit,
    confirm_reservation::revision_of,
    enqueue_mail::enqueue_mail,
    transition::{apply, check_revision, lock, release_card},
    undo_until::undo_until,
};
use crate::{
    Result,
    billing::jobs::SendMail,
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::{
        domain::{ids::ReservationId, mail::MailTemplate},
        jobs::Job,
    },
    reservations::{
        domain::status::{Event, Status},
        models::reservation::{Changes, Reservation},
    },
};

/// Prefix of operator names in the audit log.
const OPERATOR: &str = "operator:";

/// Cancels free of charge. Idempotent.
///
/// # Errors
/// `InvalidTransition` once the stay has begun and can no longer be undone (it can be ended),
/// `RevisionMismatch`, `ExitRequired`.
pub fn cancel_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    revision: Option<i32>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock(conn, id, principal)?;
    if reservation.status == Status::Cancelled {
        return Ok(reservation);
    }
    check_revision(&reservation, revision)?;
    check_exit(conn, &reservation, principal)?;
    cancel_locked(conn, &reservation, &principal.audit_name(reservation.guest_id), terms, now)
}

/// Cancels a locked reservation.
pub(super) fn cancel_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let was_confirmed = reservation.status == Status::Confirmed;
    let has_begun = was_confirmed && reservation.period.starts_at() <= now;
    if has_begun && undo_until(conn, reservation, now)?.is_none() {
        return Err(reservation.status.transition_error(Event::Cancel));
    }
    cancel_unused(conn, reservation, actor, terms, now)
}

/// Cancels a locked reservation whose time was not used, whether it has begun or not.
///
/// # Errors
/// `InvalidTransition` when it is over.
pub(super) fn cancel_unused(
    conn: &mut PgConnection,
    reservation: &Reservation,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let was_confirmed = reservation.status == Status::Confirmed;
    let cancelled = apply(conn, reservation, Event::Cancel, &Changes::default(), actor, now)?;
    if was_confirmed {
        clear(conn, &cancelled, now)?;
    }
    release_card(conn, &cancelled, now)?;
    if was_confirmed && actor.starts_with(OPERATOR) {
        let of = revision_of(&cancelled);
        SendMail { template: MailTemplate::Cancellation, of }.enqueue(conn, now)?;
    } else if was_confirmed {
        enqueue_mail(conn, &cancelled, MailTemplate::Cancellation, &terms.quotas, now)?;
    }
    Ok(cancelled)
}
