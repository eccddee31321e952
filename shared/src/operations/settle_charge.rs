//! Collecting a charge: what is written down before Stripe is asked, and after it has answered.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Error, Result,
    domain::{charge::ChargeState, ids::ChargeId, mail::MailTemplate},
    gateway::{Charge as Demand, ChargeOutcome},
    jobs::{Job, Revision},
    models::{
        charge::{Charge, Settlement},
        reservation::Reservation,
    },
};

/// Says that Stripe is about to be asked, and what it is to be asked, with the key. `None` when the charge is settled already.
///
/// # Errors
/// `Internal` when the reservation has no card: then it could not have been completed.
pub fn begin_charge(conn: &mut PgConnection, id: ChargeId) -> Result<Option<(String, Demand)>> {
    let charge = Charge::lock(conn, id)?;
    if charge.state.is_final() {
        return Ok(None);
    }
    charge.mark_charging(conn)?;
    let reservation = Reservation::find(conn, charge.reservation_id)?;
    let missing = || Error::Internal(format!("reservation {} has no card", reservation.id));
    let demand = Demand {
        customer_id: reservation.stripe_customer_id.clone().ok_or_else(missing)?,
        payment_method_id: reservation.stripe_payment_method_id.clone().ok_or_else(missing)?,
        amount_minor: charge.amount_minor,
        currency: charge.currency.stripe_code(),
        reservation_id: reservation.id.0,
        charge_id: charge.id.0,
        description: format!("Parking, reservation {}", reservation.id),
    };
    Ok(Some((charge.idempotency_key, demand)))
}

/// Writes Stripe's answer down and asks for the mail that tells it; once, however often it is called. Returns whether it was the first time.
///
/// # Errors
/// When the database refuses.
pub fn settle_charge(
    conn: &mut PgConnection,
    id: ChargeId,
    outcome: &ChargeOutcome,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge = Charge::lock(conn, id)?;
    if !charge.settle(conn, &settlement(outcome, now))? {
        return Ok(false);
    }
    let of = Revision { reservation_id: charge.reservation_id, revision: charge.revision };
    Job::SendMail(MailTemplate::Ended, of).enqueue(conn, now)?;
    Ok(true)
}

fn settlement(outcome: &ChargeOutcome, now: DateTime<Utc>) -> Settlement {
    let (state, payment_intent_id, failure) = match outcome {
        ChargeOutcome::Paid { payment_intent_id, .. } => (ChargeState::Paid, Some(payment_intent_id.clone()), None),
        ChargeOutcome::ActionRequired { payment_intent_id } => (
            ChargeState::RequiresAction,
            payment_intent_id.clone(),
            Some(("authentication_required".to_owned(), "Your bank wants you to approve the payment.".to_owned())),
        ),
        ChargeOutcome::Declined { payment_intent_id, code, decline_code, message } => (
            ChargeState::Declined,
            payment_intent_id.clone(),
            Some((decline_code.clone().unwrap_or_else(|| code.clone()), message.clone())),
        ),
    };
    let (failure_code, failure_message) = failure.unzip();
    Settlement {
        state,
        stripe_payment_intent_id: payment_intent_id,
        failure_code,
        failure_message,
        settled_at: Some(now),
    }
}
