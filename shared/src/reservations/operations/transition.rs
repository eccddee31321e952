//! Applies transitions: the only code that changes a status. Follows the table of transitions,
//! increments the revision and writes a row to the audit log.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    billing::jobs::DetachCard,
    places::models::spot::Spot,
    platform::{domain::ids::ReservationId, error::violates, jobs::Job},
    reservations::{
        domain::status::Event,
        jobs::ReleaseCard,
        models::{
            reservation::{Actor, Changes, Reservation},
            transition::{self, TransitionContext},
        },
    },
};

/// Locks the spot and then the reservation that `actor` requests.
pub(super) fn lock(
    conn: &mut PgConnection,
    id: ReservationId,
    actor: Actor,
) -> Result<Reservation> {
    let found = Reservation::of_actor(conn, id, actor)?;
    Spot::lock(conn, found.spot_id)?;
    Ok(Reservation::lock(conn, id)?)
}

/// Locks the spot and then the reservation, of any driver.
///
/// # Errors
/// `NotFound`.
pub fn lock_any(conn: &mut PgConnection, id: ReservationId) -> Result<Reservation> {
    Spot::lock_of(conn, id)?;
    Ok(Reservation::lock(conn, id)?)
}

/// Rejects a request when the client has seen another revision than the present one.
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
    by: impl Into<TransitionContext<'a>>,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let from = reservation.status;
    let to = from.after(event).ok_or_else(|| from.refuse(event))?;
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
    transition::record(conn, &moved, event, Some(from), by.into(), now)?;
    Ok(moved)
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

/// Returns the name of an actor in the audit log.
pub(super) fn name(actor: Actor, reservation: &Reservation) -> String {
    match (actor, reservation.guest_id) {
        (Actor::User(id), _) => format!("user:{id}"),
        (Actor::Link(_), Some(guest_id)) => format!("guest:{guest_id}"),
        (Actor::Operator(id), _) => format!("operator:{id}"),
        (Actor::Link(id), None) => format!("link:{id}"),
    }
}
