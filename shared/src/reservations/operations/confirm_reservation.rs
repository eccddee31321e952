//! Confirms a hold once the card is set up and, for a guest, the address is verified, in either
//! order.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    check_no_return::{Visitor, check_visitor},
    check_overdue_charges::check_overdue_charges,
    check_waivers::check_waivers,
    enqueue_mail::enqueue_mail,
    hold_end::reservation_hold_expiry,
    transition::{apply, lock, lock_any},
};
use crate::{
    Error, Result,
    billing::{
        domain::payment_source::PaymentSource, gateway::Card, jobs::SendMail,
        models::charge::Charge,
    },
    identity::{domain::principal::Principal, models::guest::Guest},
    places::{domain::terms::Terms, models::terms::at_spot},
    platform::{
        domain::{ids::ReservationId, mail::MailTemplate, owner::Owner, revision::Revision},
        jobs::Job,
    },
    reservations::{
        domain::status::{Event, Status},
        jobs::{EndReservation, ExpireHold, Remind},
        models::{
            reservation::{Changes, Reservation},
            segment,
        },
    },
};

/// Time before a stay at which the driver is asked to replace a card that expires during the stay.
const CARD_EXPIRY_NOTICE_LEAD: TimeDelta = TimeDelta::hours(24);

/// A card whose setup Stripe has reported as succeeded.
#[derive(Debug, Clone)]
pub struct CardSetUp {
    /// The SetupIntent that succeeded.
    pub setup_intent_id: String,
    pub payment_method_id: String,
    /// Displayable details of the card.
    pub card: Card,
    /// The Stripe customer who owns the card; `None` for the customer of the reservation.
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
            payment_source: Some(PaymentSource::Card),
            ..Changes::default()
        }
    }
}

/// Confirms the hold that the card was set up for. Idempotent. A guest's hold whose address is not
/// verified stays a hold, with its card.
///
/// # Errors
/// `HoldExpired` when the hold has expired, `InvalidTransition` when the reservation is over,
/// `NotFound` when the card belongs to another reservation, `WaiverLimit` when the card or the
/// driver has reached the limit of unpaid short stays.
pub fn confirm_reservation(
    conn: &mut PgConnection,
    id: ReservationId,
    setup: &CardSetUp,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    if reservation.stripe_setup_intent_id.as_deref() != Some(setup.setup_intent_id.as_str()) {
        return Err(Error::NotFound);
    }
    match reservation.status {
        Status::Confirmed | Status::Completed => return Ok(reservation),
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if reservation.is_hold_expired(now) => return Err(Error::HoldExpired),
        _ => {}
    }
    if reservation.status == Status::Held {
        check_waivers(conn, &reservation, setup.card.fingerprint.as_deref(), terms, now)?;
    }
    if reservation.status == Status::Held && reservation.awaits_verification() {
        return Ok(reservation.set_card(conn, &setup.changes())?);
    }
    confirm_locked(conn, &reservation, setup.changes(), "stripe", terms, now)
}

/// Confirms a hold that has nothing to pay. Idempotent. A guest's hold whose address is not
/// verified stays a hold.
///
/// # Errors
/// `NotFound`, `CardNotReady` for a hold that needs a card, `HoldExpired`, `WaiverLimit`,
/// `InvalidTransition` when the reservation is over.
pub fn confirm_without_card(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock(conn, id, principal)?;
    match reservation.status {
        Status::Confirmed | Status::Completed => return Ok(reservation),
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if reservation.is_hold_expired(now) => return Err(Error::HoldExpired),
        Status::Held if reservation.awaits_card() => {
            return Err(Error::CardNotReady { status: "no card has been entered".to_owned() });
        }
        Status::Held if reservation.awaits_verification() => return Ok(reservation),
        _ => {}
    }
    check_waivers(conn, &reservation, reservation.card_fingerprint.as_deref(), terms, now)?;
    let actor = principal.audit_name(reservation.guest_id);
    confirm_locked(conn, &reservation, Changes::default(), &actor, terms, now)
}

/// Records that the guest of a hold has verified the address, and confirms the hold if its card is
/// set up or it needs none.
///
/// # Errors
/// `HoldExpired`, `EmailConfirmed`, `InvalidTransition` when it is no longer a hold,
/// `PaymentOverdue` when a charge of the address is overdue, `TooManyHolds` when the guest has
/// reached the limit of verified holds, `WaiverLimit`, `NotAllowedByTariff` for a return too early.
pub(super) fn record_email_verification(
    conn: &mut PgConnection,
    id: ReservationId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    match reservation.status {
        Status::Expired => return Err(Error::HoldExpired),
        Status::Held if reservation.is_hold_expired(now) => return Err(Error::HoldExpired),
        Status::Held => {}
        from => return Err(from.transition_error(Event::Confirm)),
    }
    let guest = Guest::find(
        conn,
        reservation
            .guest_id
            .filter(|_| reservation.awaits_verification())
            .ok_or(Error::EmailConfirmed)?,
    )?;
    check_overdue_charges(
        conn,
        &Owner::Guest(
            guest.email.parse().map_err(|_| Error::Internal("invalid guest email".to_owned()))?,
        ),
    )?;
    let awaits_card = reservation.awaits_card();
    if awaits_card
        && Reservation::verified_holds(conn, guest.id, now)? >= i64::from(terms.max_guest_holds)
    {
        return Err(Error::TooManyHolds { max: terms.max_guest_holds });
    }
    let verified = reservation.set_email_verified(conn, now)?;
    check_waivers(conn, &verified, verified.card_fingerprint.as_deref(), terms, now)?;
    if verified.reseat_of.is_none() {
        // The plate again, since other unverified holds with it did not count.
        let visitor = Visitor::of_reservation(conn, &verified)?;
        check_visitor(conn, &verified, &visitor, now)?;
    }
    if awaits_card {
        return lengthen_hold(conn, verified, terms, now);
    }
    confirm_locked(conn, &verified, Changes::default(), &format!("guest:{}", guest.id), terms, now)
}

/// Extends a hold to its normal length, counted from its creation, and reschedules its expiry job.
fn lengthen_hold(
    conn: &mut PgConnection,
    hold: Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let terms = at_spot(conn, terms, hold.spot_id)?;
    let expires_at = reservation_hold_expiry(&hold, hold.period, &terms);
    if hold.hold_expires_at.is_some_and(|current| expires_at <= current) {
        return Ok(hold);
    }
    ExpireHold { reservation_id: hold.id }.enqueue_at(conn, expires_at, now)?;
    Ok(hold.set_hold_expiry(conn, expires_at)?)
}

/// Confirms a locked hold. The stay begins now, unless it is booked for later: the time of the hold
/// is not billed.
pub(super) fn confirm_locked(
    conn: &mut PgConnection,
    reservation: &Reservation,
    changes: Changes,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let period = reservation.period.begun_at(now);
    let begun = (period != reservation.period).then(|| period.to_range());
    let changes = Changes { period: begun, ..changes };
    let mut confirmed = apply(conn, reservation, Event::Confirm, &changes, actor, now)?;
    if begun.is_some() {
        let agreed = segment::begin_at(conn, &confirmed, period.starts_at())?;
        confirmed = confirmed.set_agreed(conn, agreed.amount_minor)?;
    }
    let of = (confirmed.id, confirmed.city_id, confirmed.revision);
    Charge::set_up(conn, of, confirmed.currency, now)?;
    schedule_end(conn, &confirmed, terms, now)?;
    enqueue_mail(conn, &confirmed, MailTemplate::Confirmation, &terms.quotas, now)?;
    Ok(confirmed)
}

/// Replaces the card of a confirmed reservation.
///
/// # Errors
/// `InvalidTransition` unless the reservation is confirmed.
pub fn replace_card(
    conn: &mut PgConnection,
    id: ReservationId,
    setup: &CardSetUp,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let reservation = lock_any(conn, id)?;
    if reservation.status != Status::Confirmed {
        return Err(reservation.status.transition_error(Event::Confirm));
    }
    let replaced = reservation.set_card(conn, &setup.changes())?;
    schedule_card_expiry_mail(conn, &replaced, now)?;
    Ok(replaced)
}

/// Schedules a mail that asks for another card when the current one expires before the end of the
/// stay: a day before the stay begins, or at once.
fn schedule_card_expiry_mail(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> Result<()> {
    if reservation.card_expires_at().is_some_and(|at| at <= reservation.period.ends_at()) {
        let at = (reservation.period.starts_at() - CARD_EXPIRY_NOTICE_LEAD).max(now);
        let of = revision_of(reservation);
        SendMail { template: MailTemplate::CardExpiring, of }.enqueue_at(conn, at, now)?;
    }
    Ok(())
}

/// Schedules the job that ends the stay, and the reminder if there is time for it; replaces the
/// jobs of an earlier revision.
pub(super) fn schedule_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let (of, ends_at) = (revision_of(reservation), reservation.period.ends_at());
    EndReservation(of).enqueue_at(conn, ends_at, now)?;
    let remind_at = ends_at - terms.reminder_lead;
    schedule_card_expiry_mail(conn, reservation, now)?;
    // A reminder right after the confirmation would be redundant.
    if remind_at > now && remind_at > reservation.period.starts_at() {
        Remind(of).enqueue_at(conn, remind_at, now)?;
    }
    Ok(())
}

pub(super) fn revision_of(reservation: &Reservation) -> Revision {
    Revision { reservation_id: reservation.id, revision: reservation.revision }
}
