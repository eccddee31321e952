//! The card is set up, and a guest has proved the address: the hold becomes a reservation. The two
//! come in either order.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::enqueue_mail::enqueue_mail;
use super::{
    check_waivers::check_waivers,
    hold_end::hold_end_of,
    hold_spot::{Who, check_debts},
    transition::{apply, lock_any},
};
use crate::{
    Error, Result,
    billing::{gateway::Card, models::charge::Charge},
    identity::models::guest::Guest,
    places::domain::terms::Terms,
    platform::{
        domain::{ids::ReservationId, mail::MailTemplate},
        jobs::{Job, Revision},
    },
    reservations::{
        domain::status::{Event, Status},
        models::reservation::{Changes, Reservation},
    },
};

/// How long before a stay the driver is asked for a card that does not expire during it.
const ASK_FOR_CARD_LEAD: TimeDelta = TimeDelta::hours(24);

/// A card that Stripe has told this server to be set up.
#[derive(Debug, Clone)]
pub struct CardSetUp {
    /// The SetupIntent that succeeded.
    pub setup_intent_id: String,
    pub payment_method_id: String,
    /// What may be shown of it.
    pub card: Card,
    /// Whose card it is at Stripe; `None` for the one that the reservation has.
    pub customer_id: Option<String>,
}

impl CardSetUp {
    fn changes(&self) -> Changes {
        Changes {
            stripe_payment_method_id: Some(self.payment_method_id.clone()),
            card_brand: Some(self.card.brand.clone()),
            card_last4: Some(self.card.last4.clone()),
            card_exp_month: Some(self.card.exp_month),
            card_exp_year: Some(self.card.exp_year),
            stripe_customer_id: self.customer_id.clone(),
            card_fingerprint: self.card.fingerprint.clone(),
            ..Changes::default()
        }
    }
}

/// Confirms the hold that the card was set up for. A second time changes nothing. A guest's whose
/// address is still to be proved stays a hold, with its card.
///
/// # Errors
/// `HoldExpired` when the hold has run out, `InvalidTransition` when the reservation is over,
/// `NotFound` when the card belongs to another, `WaiverLimit` when the card or the driver has had
/// too many stays waived.
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
    if reservation.status == Status::Held {
        check_waivers(conn, &reservation, card.card.fingerprint.as_deref(), terms, now)?;
    }
    if reservation.status == Status::Held && reservation.awaits_email() {
        return Ok(reservation.set_card(conn, &card.changes())?);
    }
    confirm_locked(conn, &reservation, &card.changes(), "stripe", terms, now)
}

/// Notes that the guest of a hold has proved the address, and confirms it if its card is set up.
///
/// # Errors
/// `HoldExpired`, `EmailConfirmed`, `InvalidTransition` when it is no hold any more,
/// `PaymentOverdue` when whoever has the address owes for a stay before, `TooManyHolds` when they
/// have verified as many holds as a guest may have, `WaiverLimit`.
pub(super) fn confirm_email(
    conn: &mut PgConnection,
    id: ReservationId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    match reservation.status {
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if reservation.hold_is_over(now) => return Err(Error::HoldExpired),
        Status::Held => {}
        from => return Err(from.refuse(Event::Confirm)),
    }
    let guest = Guest::find(
        conn,
        reservation.guest_id.filter(|_| reservation.awaits_email()).ok_or(Error::EmailConfirmed)?,
    )?;
    check_debts(
        conn,
        &Who::Guest(guest.email.parse().map_err(|_| Error::Internal("no address".to_owned()))?),
    )?;
    let has_card = reservation.stripe_payment_method_id.is_some();
    if !has_card
        && Reservation::verified_holds(conn, guest.id, now)? >= i64::from(terms.max_guest_holds)
    {
        return Err(Error::TooManyHolds { max: terms.max_guest_holds });
    }
    let proved = reservation.set_email_confirmed(conn, now)?;
    check_waivers(conn, &proved, proved.card_fingerprint.as_deref(), terms, now)?;
    if !has_card {
        return lengthen_hold(conn, proved, terms, now);
    }
    confirm_locked(conn, &proved, &Changes::default(), &format!("guest:{}", guest.id), terms, now)
}

/// Gives a hold its normal length, counted from when it was placed, and moves its expiry job.
fn lengthen_hold(
    conn: &mut PgConnection,
    hold: Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let expires_at = hold_end_of(&hold, hold.period, terms);
    if hold.hold_expires_at.is_some_and(|present| expires_at <= present) {
        return Ok(hold);
    }
    Job::ExpireHold(hold.id).enqueue_at(conn, expires_at, now)?;
    Ok(hold.set_hold_expiry(conn, expires_at)?)
}

/// Makes a locked hold a reservation.
pub(super) fn confirm_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    changes: &Changes,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let confirmed = apply(conn, reservation, Event::Confirm, changes, actor, now)?;
    let of = (confirmed.id, confirmed.city_id, confirmed.revision);
    Charge::set_up(conn, of, confirmed.currency, now)?;
    schedule_end(conn, &confirmed, terms, now)?;
    enqueue_mail(conn, &confirmed, MailTemplate::Confirmation, &terms.quotas, now)?;
    Ok(confirmed)
}

/// Puts another card in the place of the one that a stay was confirmed with, as long as the stay is
/// not over.
///
/// # Errors
/// `InvalidTransition` when it is over.
pub fn replace_card(
    conn: &mut PgConnection,
    id: ReservationId,
    card: &CardSetUp,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    if reservation.status != Status::Confirmed {
        return Err(reservation.status.refuse(Event::Confirm));
    }
    let replaced = reservation.set_card(conn, &card.changes())?;
    ask_for_card(conn, &replaced, now)?;
    Ok(replaced)
}

/// Asks the driver for another card where the present one expires before the stay is over: a day
/// before the stay begins, or at once.
fn ask_for_card(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<()> {
    if reservation.card_expires_at().is_some_and(|at| at <= reservation.period.ends_at()) {
        let at = (reservation.period.starts_at() - ASK_FOR_CARD_LEAD).max(now);
        Job::SendMail(MailTemplate::CardExpiring, revision_of(reservation))
            .enqueue_at(conn, at, now)?;
    }
    Ok(())
}

/// Asks for the end of the stay, and for the reminder if there is time for it; replaces what was
/// asked for an earlier revision.
pub(super) fn schedule_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let (of, ends_at) = (revision_of(reservation), reservation.period.ends_at());
    Job::EndReservation(of).enqueue_at(conn, ends_at, now)?;
    let remind_at = ends_at - terms.reminder_lead;
    ask_for_card(conn, reservation, now)?;
    // A reminder right after the confirmation would tell nothing new.
    if remind_at > now && remind_at > reservation.period.starts_at() {
        Job::Remind(of).enqueue_at(conn, remind_at, now)?;
    }
    Ok(())
}

pub(super) fn revision_of(reservation: &Reservation) -> Revision {
    Revision { reservation_id: reservation.id, revision: reservation.revision }
}
