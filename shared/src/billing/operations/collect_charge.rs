//! Collection of a charge: the rows stored before Stripe is called, and after it has responded.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    carry_over::carry_locked,
    charge_transition::{advance, enqueue_outcome_mail, post, post_money},
};
use crate::{
    Error, Result,
    billing::{
        domain::{
            charge::{ChargeEvent, ChargeState},
            charge_kind::ChargeKind,
            ledger::Posting,
        },
        gateway::{ChargeOutcome, Collected, PaymentParameters},
        jobs::{CollectCharge, DunCharge, RecordFee, WriteOffCharge},
        models::{
            card_on_file::CardOnFile,
            charge::{Charge, ChargeChanges},
            charge_attempt::ChargeAttempt,
        },
    },
    places::domain::terms::Terms,
    platform::{
        domain::{
            ids::{ChargeId, ReservationId},
            mail::MailTemplate,
            owner::Owner,
        },
        jobs::Job,
    },
};

/// Delay before Stripe is asked for a fee that was not known at once.
const FEE_KNOWN_AFTER: TimeDelta = TimeDelta::hours(1);

/// A request to Stripe, with its idempotency keys.
#[derive(Debug, Clone)]
pub struct PaymentRequest {
    /// The charge's payment at Stripe; `None` until it is created.
    pub payment_id: Option<String>,
    /// Key for creating the payment.
    pub payment_key: String,
    pub parameters: PaymentParameters,
    pub driver: Owner,
    /// `None` for a charge of another subject.
    pub reservation_id: Option<ReservationId>,
    pub payment_method_id: String,
    /// Key of this attempt.
    pub attempt_key: String,
    /// Earliest time at which Stripe may have been called: the start of the attempt, or the end of
    /// the stay, or the creation of the charge of another subject. (A restored database does not
    /// contain earlier attempts.)
    pub requested_at: DateTime<Utc>,
}

/// Stores the start of an attempt, before Stripe is called. Returns `None` when nothing is to be
/// collected, or the next attempt is not due yet.
///
/// An attempt without a stored outcome is repeated with its own key. A new attempt starts only
/// after the previous one has an outcome.
///
/// # Errors
/// `CardNotReady` when there is no card on file, which a completed reservation with a price always
/// has.
pub fn begin_attempt(
    conn: &mut PgConnection,
    id: ChargeId,
    now: DateTime<Utc>,
) -> Result<Option<PaymentRequest>> {
    let charge = Charge::lock(conn, id)?;
    if !ChargeState::OPEN.contains(&charge.state)
        || charge.next_attempt_at.is_some_and(|at| at > now)
    {
        return Ok(None);
    }
    let attempt = ChargeAttempt::open(conn, &charge, now)?;
    let changes = ChargeChanges { next_attempt_at: Some(None), ..ChargeChanges::default() };
    let charge = advance(conn, &charge, ChargeEvent::Attempt, &changes)?;
    payment_request(conn, &charge, &attempt.idempotency_key, attempt.number, attempt.started_at)
        .map(Some)
}

/// Returns the request for a payment by the driver: the same payment that the attempts use.
///
/// # Errors
/// `InvalidChargeTransition` when nothing is owed, `CardNotReady` as in [`begin_attempt`].
pub fn begin_payment(
    conn: &mut PgConnection,
    id: ChargeId,
    now: DateTime<Utc>,
) -> Result<PaymentRequest> {
    let charge = Charge::lock(conn, id)?;
    if !charge.state.can_be_paid() {
        return Err(charge.state.transition_error(ChargeEvent::Collect));
    }
    let attempts = ChargeAttempt::of_charge(conn, id)?;
    // The waiting attempt, or the next one: any process that creates the payment uses the same key.
    let number = attempts.last().map_or(1, |last| last.number + i32::from(last.outcome.is_some()));
    payment_request(conn, &charge, "", number, now)
}

fn payment_request(
    conn: &mut PgConnection,
    charge: &Charge,
    attempt_key: &str,
    number: i32,
    requested_at: DateTime<Utc>,
) -> Result<PaymentRequest> {
    let missing = || Error::CardNotReady { status: "no card is on file".to_owned() };
    let card = CardOnFile::of_charge(conn, charge)?.ok_or_else(missing)?;
    Ok(PaymentRequest {
        driver: card.owner,
        reservation_id: charge.reservation_id,
        payment_id: charge.stripe_payment_intent_id.clone(),
        payment_key: format!("payment:{}:{number}", charge.id),
        parameters: PaymentParameters {
            customer_id: card.stripe_customer_id,
            amount: charge.amount(),
            charge_id: charge.id.0,
            description: description(charge),
        },
        payment_method_id: card.stripe_payment_method_id,
        attempt_key: attempt_key.to_owned(),
        requested_at: requested_at.min(card.payable_from),
    })
}

/// Returns the description that Stripe shows in its dashboard.
fn description(charge: &Charge) -> String {
    match charge.reservation_id {
        Some(id) if charge.kind == ChargeKind::Stay => format!("Parking, reservation {id}"),
        Some(id) => format!("Parking, {}, reservation {id}", charge.kind.as_str()),
        None => format!("Parking, {}, charge {}", charge.kind.as_str(), charge.id),
    }
}

/// Moves a charge to `unknown` after a call without a response: Stripe may have collected it.
///
/// # Errors
/// Only database errors.
pub fn mark_outcome_unknown(conn: &mut PgConnection, id: ChargeId) -> Result<()> {
    let charge = Charge::lock(conn, id)?;
    if charge.state == ChargeState::Charging {
        advance(conn, &charge, ChargeEvent::MarkUnknown, &ChargeChanges::default())?;
    }
    Ok(())
}

/// Stores Stripe's response to an attempt and enqueues the mail about it and the next attempt.
/// Returns whether the response was new.
///
/// # Errors
/// Only database errors.
pub fn settle_attempt(
    conn: &mut PgConnection,
    id: ChargeId,
    outcome: &ChargeOutcome,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    match outcome {
        ChargeOutcome::Paid(collected) => collect_locked(conn, &charge, collected, now),
        // The driver may have paid before Stripe's refusal arrived.
        _ if !matches!(charge.state, ChargeState::Charging | ChargeState::Unknown) => Ok(false),
        ChargeOutcome::ActionRequired => {
            let failure =
                ("authentication_required", "Your bank wants you to approve the payment.");
            ChargeAttempt::close(conn, &charge, "requires_action", Some(failure), now)?;
            let waiting =
                advance(conn, &charge, ChargeEvent::RequireAction, &failed(failure, None, now))?;
            DunCharge { charge_id: id }.enqueue_at(conn, now + terms.approval, now)?;
            enqueue_outcome_mail(conn, &waiting, MailTemplate::Ended, now)?;
            Ok(true)
        }
        ChargeOutcome::TooSmall => carry_locked(conn, &charge, now).map(|_| true),
        ChargeOutcome::Declined { code, message, is_final } => {
            ChargeAttempt::close(conn, &charge, "declined", Some((code, message)), now)?;
            let attempts = ChargeAttempt::of_charge(conn, id)?.len();
            let pause = terms.charge_retries.get(attempts - 1).filter(|_| !is_final);
            let (event, next) = match pause {
                Some(pause) => (ChargeEvent::Decline, Some(now + *pause)),
                None => (ChargeEvent::Dun, None),
            };
            let declined = advance(conn, &charge, event, &failed((code, message), next, now))?;
            match next {
                Some(at) => CollectCharge { charge_id: id }.enqueue_at(conn, at, now)?,
                None => {
                    WriteOffCharge { charge_id: id }.enqueue_at(conn, now + terms.write_off, now)?
                }
            }
            if attempts == 1 {
                enqueue_outcome_mail(conn, &declined, MailTemplate::Ended, now)?;
            } else if next.is_none() {
                enqueue_outcome_mail(conn, &declined, MailTemplate::PaymentOverdue, now)?;
            }
            Ok(true)
        }
    }
}

/// Enqueues an immediate retry of the attempt that waits for the outcome of this payment. Returns
/// whether such an attempt exists.
///
/// # Errors
/// Only database errors.
pub fn resume_attempt(
    conn: &mut PgConnection,
    id: ChargeId,
    payment_id: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = match Charge::find(conn, id) {
        Err(diesel::NotFound) => return Ok(false),
        found => found?,
    };
    let is_waiting = charge.state == ChargeState::Unknown
        && charge.stripe_payment_intent_id.as_deref() == Some(payment_id);
    if is_waiting {
        CollectCharge { charge_id: id }.enqueue(conn, now)?;
    }
    Ok(is_waiting)
}

fn failed(
    (code, message): (&str, &str),
    next: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> ChargeChanges {
    ChargeChanges {
        failure_code: Some(Some(code.to_owned())),
        failure_message: Some(Some(message.to_owned())),
        next_attempt_at: Some(next),
        settled_at: next.is_none().then_some(Some(now)),
        ..ChargeChanges::default()
    }
}

/// Records that Stripe has collected a charge, by an attempt, by the driver through a payment link,
/// or by a late webhook. Repeated calls have no effect.
///
/// # Errors
/// Only database errors.
pub fn collect(
    conn: &mut PgConnection,
    id: ChargeId,
    collected: &Collected,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    collect_locked(conn, &charge, collected, now)
}

fn collect_locked(
    conn: &mut PgConnection,
    charge: &Charge,
    collected: &Collected,
    now: DateTime<Utc>,
) -> Result<bool> {
    if !charge.state.can_be_paid() {
        record_fee(conn, charge, collected, now)?;
        return Ok(false);
    }
    let paid_attempt = ChargeAttempt::close(conn, charge, "paid", None, now)?;
    let (brand, last4) = collected.card.clone().unzip();
    let changes = ChargeChanges {
        captured_minor: Some(collected.amount_minor),
        failure_code: Some(None),
        failure_message: Some(None),
        next_attempt_at: Some(None),
        settled_at: Some(Some(now)),
        card_brand: Some(brand),
        card_last4: Some(last4),
        ..ChargeChanges::default()
    };
    let paid = advance(conn, charge, ChargeEvent::Collect, &changes)?;
    if charge.state == ChargeState::WrittenOff {
        post(conn, &paid, Posting::Recover, now)?;
    }
    post(conn, &paid, Posting::Collect, now)?;
    record_fee(conn, &paid, collected, now)?;
    if collected.fee.is_none() {
        RecordFee { charge_id: charge.id }.enqueue_at(conn, now + FEE_KNOWN_AFTER, now)?;
    }
    // The first attempt cannot follow a failed one, so its query is skipped.
    let had_failed = paid_attempt != Some(1)
        && ChargeAttempt::of_charge(conn, charge.id)?
            .iter()
            .any(|attempt| attempt.outcome.as_deref().is_some_and(|outcome| outcome != "paid"));
    enqueue_outcome_mail(
        conn,
        &paid,
        if had_failed { MailTemplate::PaymentReceived } else { MailTemplate::Ended },
        now,
    )?;
    Ok(true)
}

/// Posts Stripe's fee to the ledger once, if Stripe has reported it.
fn record_fee(
    conn: &mut PgConnection,
    charge: &Charge,
    collected: &Collected,
    now: DateTime<Utc>,
) -> Result<()> {
    if let Some((transaction, fee)) = &collected.fee {
        post_money(conn, charge, Posting::Fee, transaction, *fee, now)?;
    }
    Ok(())
}
