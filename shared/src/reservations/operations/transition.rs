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
    platform::{domain::ids::ReservationId, error::violates, jobs::Job, metrics::count_transition},
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
pub(super) fn lock(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
) -> Result<Reservation> {
    let found = Reservation::of_principal(conn, id, principal)?;
    Spot::lock(conn, found.spot_id)?;
    Ok(Reservation::lock(conn, id)?)
}

/// Locks the spot and then the reservation, of any driver.
///
/// # Errors
/// `NotFound`.
pub(super) fn lock_any(conn: &mut PgConnection, id: ReservationId) -> Result<Reservation> {
    Spot::lock_of(conn, id)?;
    Ok(Reservation::lock(conn, id)?)
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
