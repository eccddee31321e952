//! Revokes a reservation: the driver pays nothing, not even for the time used, and is offered
//! another spot if there is one.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::{
    bill_stay::clear,
    confirm_reservation::revision_of,
    reseat::offer,
    transition::{apply, lock_any, release_card},
};
use crate::{
    Result,
    billing::jobs::SendMail,
    places::{domain::terms::Terms, models::bulk_change_lock},
    platform::{
        domain::{ids::ReservationId, mail::MailTemplate},
        jobs::Job,
        models::audit::{AuditContext, AuditEvent},
    },
    reservations::{
        domain::status::{Event, Status},
        models::{
            reservation::{Changes, Reservation},
            reservation_details::ReservationDetails,
            transition::TransitionContext,
        },
    },
};

#[derive(Debug, Clone)]
pub struct Revoked {
    pub reservation: Reservation,
    /// The re-seat offered to the driver, if any.
    pub offer: Option<Reservation>,
}

/// Revokes a hold or a reservation, in progress or upcoming, on behalf of an operator. Idempotent.
///
/// # Errors
/// `NotFound`; `InvalidTransition` when it is over; a charge can then be refunded.
pub fn revoke_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    note: &str,
    terms: &Terms,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<ReservationDetails> {
    bulk_change_lock::lock_bulk_spot_changes(conn)?;
    let reservation = lock_any(conn, id)?;
    if reservation.status != Status::Revoked {
        let context = TransitionContext { actor: &audit.actor, note: Some(note) };
        let revoked = revoke_locked(conn, &reservation, context, terms, now)?;
        let reseat = json!({ "reseat_id": revoked.offer.map(|offer| offer.id) });
        let event = AuditEvent::new("reservation.revoke", id.0).reason(note).to(reseat);
        audit.record(conn, event, now)?;
    }
    Ok(ReservationDetails::find(conn, id)?)
}

/// Revokes a locked reservation. The caller holds `bulk_change_lock`.
pub(super) fn revoke_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    context: TransitionContext<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Revoked> {
    let revoked = apply(conn, reservation, Event::Revoke, &Changes::default(), context, now)?;
    if reservation.status == Status::Confirmed {
        clear(conn, &revoked, now)?;
    }
    let offer = if reservation.is_hold_expired(now) {
        None
    } else {
        offer(conn, &revoked, context, terms, now)?
    };
    release_card(conn, &revoked, now)?;
    let of = revision_of(&revoked);
    SendMail { template: MailTemplate::Revocation, of }.enqueue(conn, now)?;
    Ok(Revoked { reservation: revoked, offer })
}
