//! The card is set up: the hold becomes a reservation.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::transition::{apply, lock_any};
use crate::{
    Error, Result,
    domain::{
        ids::ReservationId,
        mail::MailTemplate,
        status::{Event, Status},
        terms::Terms,
    },
    jobs::{Job, Revision},
    models::reservation::{Changes, Reservation},
};

/// A card that Stripe has told this server to be set up.
#[derive(Debug, Clone)]
pub struct CardSetUp {
    /// The SetupIntent that succeeded.
    pub setup_intent_id: String,
    /// The card.
    pub payment_method_id: String,
    /// Brand and last four digits, where Stripe tells them.
    pub card: Option<(String, String)>,
}

/// Confirms the hold that the card was set up for. A second time changes nothing.
///
/// # Errors
/// `HoldExpired` when the hold has run out, `InvalidTransition` when the reservation is over, `NotFound` when the card belongs to another.
pub fn confirm_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    card: &CardSetUp,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    if reservation.stripe_setup_intent_id.as_deref() != Some(card.setup_intent_id.as_str()) {
        return Err(Error::NotFound);
    }
    match reservation.status {
        Status::Confirmed | Status::Completed => return Ok(reservation),
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if reservation.hold_is_over(now) => return Err(Error::HoldExpired),
        _ => {}
    }
    let (brand, last4) = card.card.clone().unzip();
    let changes = Changes {
        stripe_payment_method_id: Some(card.payment_method_id.clone()),
        card_brand: brand,
        card_last4: last4,
        ..Changes::default()
    };
    let confirmed = apply(conn, &reservation, Event::Confirm, &changes, "stripe", now)?;
    schedule_end(conn, &confirmed, terms, now)?;
    Job::SendMail(MailTemplate::Confirmation, revision_of(&confirmed)).enqueue(conn, now)?;
    Ok(confirmed)
}

/// Asks for the end of the stay, and for the reminder if there is time for it; replaces what was asked for an earlier revision.
pub(super) fn schedule_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let (of, ends_at) = (revision_of(reservation), reservation.period.ends_at());
    Job::EndReservation(of).enqueue_at(conn, ends_at, now)?;
    let remind_at = ends_at - terms.reminder_lead;
    // A reminder right after the confirmation would tell nothing new.
    if remind_at > now && remind_at > reservation.period.starts_at() {
        Job::Remind(of).enqueue_at(conn, remind_at, now)?;
    }
    Ok(())
}

pub(super) fn revision_of(reservation: &Reservation) -> Revision {
    Revision { reservation_id: reservation.id, revision: reservation.revision }
}
