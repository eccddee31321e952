//! Applies transitions: the only code that changes a status. Follows the table of transitions,
//! increments the revision and writes a row to the audit log.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::{Value, json};

use crate::{
    Error, Result,
    billing::jobs::DetachCard,
    identity::domain::principal::Principal,
    places::models::spot::Spot,
    platform::{
        domain::ids::{ReservationId, SpotId},
        error::violates,
        jobs::Job,
        metrics::count_transition,
    },
    reservations::{
        domain::status::{Event, Status},
        jobs::ReleaseCard,
        models::{
            reservation::{Changes, Reservation},
            transition::{self, TransitionContext},
        },
    },
};

/// Locks the spot and then the reservation that `principal` may access.
///
/// # Errors
/// `NotFound`; `Unavailable` when the reservation moved to a spot that is locked.
pub fn lock(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
) -> Result<Reservation> {
    let found = Reservation::of_principal(conn, id, principal)?;
    Spot::lock(conn, found.spot_id)?;
    lock_at(conn, id, found.spot_id)
}

/// Locks the spot and then the reservation, of any driver.
///
/// # Errors
/// `NotFound`; `Unavailable` when the reservation moved to a spot that is locked.
pub fn lock_any(conn: &mut PgConnection, id: ReservationId) -> Result<Reservation> {
    let spot_id = Spot::lock_of(conn, id)?;
    lock_at(conn, id, spot_id)
}

/// Locks the reservation whose spot is locked. At a site without numbers it may have moved to
/// another spot before that lock was granted.
///
/// # Errors
/// `Unavailable` if the other spot is locked: waiting for it could cause a deadlock.
fn lock_at(conn: &mut PgConnection, id: ReservationId, spot_id: SpotId) -> Result<Reservation> {
    let reservation = Reservation::lock(conn, id)?;
    if reservation.spot_id == spot_id || Spot::try_lock(conn, reservation.spot_id)? {
        Ok(reservation)
    } else {
        Err(Error::Unavailable("the reservation"))
    }
}

/// Rejects a request when the client has seen another revision than the current one.
pub(super) fn check_revision(reservation: &Reservation, expected: Option<i32>) -> Result<()> {
    match expected {
        Some(revision) if revision != reservation.revision => {
            Err(Error::RevisionMismatch { current: reservation.revision })
        }
        _ => Ok(()),
    }
}

/// Applies `event` to a locked reservation.
pub(super) fn apply<'a>(
    conn: &mut PgConnection,
    reservation: &Reservation,
    event: Event,
    changes: &Changes,
    context: impl Into<TransitionContext<'a>>,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let from = reservation.status;
    let to = from.after(event).ok_or_else(|| from.transition_error(event))?;
    let moved = reservation
        .advance(conn, to, changes)
        .map_err(|error| {
            if violates(&error, "reservations_no_overlap") {
                Error::SpotTaken { spot_id: reservation.spot_id }
            } else {
                error.into()
            }
        })?
        .ok_or(Error::RevisionMismatch { current: reservation.revision })?;
    record(conn, &moved, event, Some(from), context.into(), now)?;
    Ok(moved)
}

/// Writes the transition that led to the current revision to the audit log, and counts it.
pub(super) fn record(
    conn: &mut PgConnection,
    reservation: &Reservation,
    event: Event,
    from: Option<Status>,
    context: TransitionContext<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    transition::record(conn, reservation, event, from, context, now)?;
    count_transition(event.as_str());
    Ok(())
}

/// Enqueues the release of the card of a reservation that is over and will not be charged.
pub(super) fn release_card(
    conn: &mut PgConnection,
    over: &Reservation,
    now: DateTime<Utc>,
) -> Result<()> {
    match (&over.stripe_setup_intent_id, &over.stripe_payment_method_id) {
        (Some(_), _) => ReleaseCard { reservation_id: over.id }.enqueue(conn, now),
        // The card was copied from the revoked reservation.
        (None, Some(method)) => DetachCard { payment_method_id: method.clone() }.enqueue(conn, now),
        (None, None) => Ok(()),
    }
}

/// Returns the fields that the audit log of operators records of a reservation.
pub(super) fn audit_fields(reservation: &Reservation) -> Value {
    json!({ "status": reservation.status, "revision": reservation.revision })
}
