//! Amounts below Stripe's minimum: carried over to the driver's next charge, and waived when there
//! is none for a long time.

use chrono::{DateTime, Months, Utc};
use diesel::PgConnection;

use super::charge_transition::{advance, enqueue_outcome_mail, post, post_amount};
use crate::{
    Result,
    billing::{
        domain::{charge::ChargeEvent, ledger::Posting},
        models::{
            charge::{Charge, ChargeChanges},
            charge_attempt::ChargeAttempt,
        },
    },
    platform::domain::{ids::ChargeId, mail::MailTemplate},
};

/// Time without another stay after which a carried amount is waived.
const CARRIED_FOR: Months = Months::new(12);

/// Returns the time at which an amount is waived that is carried over at `now`.
pub(crate) fn carried_until(now: DateTime<Utc>) -> DateTime<Utc> {
    now + CARRIED_FOR
}

/// Carries over a charge whose amount is below Stripe's minimum in the settlement currency. It is
/// waived instead if it has a payment at Stripe, which the driver could still make with an open
/// payment page, or no reservation, because its driver may never have a stay.
///
/// # Errors
/// `InvalidChargeTransition` when nothing is owed, or the charge is written off already.
pub fn carry_charge(conn: &mut PgConnection, id: ChargeId, now: DateTime<Utc>) -> Result<Charge> {
    let charge = Charge::lock(conn, id)?;
    carry_locked(conn, &charge, now)
}

pub(super) fn carry_locked(
    conn: &mut PgConnection,
    charge: &Charge,
    now: DateTime<Utc>,
) -> Result<Charge> {
    let carries = charge.reservation_id.is_some() && charge.stripe_payment_intent_id.is_none();
    let (event, outcome, posting) = if carries {
        (ChargeEvent::Carry, "carried", Posting::CarryOverBilled)
    } else {
        (ChargeEvent::Waive, "waived", Posting::WaiveBilled)
    };
    // As long as the amount is owed, only a failed attempt has an outcome.
    let attempts = ChargeAttempt::of_charge(conn, charge.id)?;
    let had_failed = attempts.iter().any(|attempt| attempt.outcome.is_some());
    ChargeAttempt::close(conn, charge, outcome, None, now)?;
    let changes = ChargeChanges {
        failure_code: Some(None),
        failure_message: Some(None),
        next_attempt_at: Some(None),
        settled_at: Some(Some(now)),
        carried_until: (event == ChargeEvent::Carry).then(|| Some(carried_until(now))),
        ..ChargeChanges::default()
    };
    let carried = advance(conn, charge, event, &changes)?;
    post(conn, &carried, posting, now)?;
    // The mail `ended` was sent after the first failure.
    let template = if had_failed { MailTemplate::PaymentReceived } else { MailTemplate::Ended };
    enqueue_outcome_mail(conn, &carried, template, now)?;
    Ok(carried)
}

/// Records that a locked charge contains the amounts of these carried charges, which are locked,
/// too.
pub(crate) fn take_over(
    conn: &mut PgConnection,
    charge: &Charge,
    carried: &[Charge],
    now: DateTime<Utc>,
) -> Result<()> {
    for earlier in carried {
        let changes = ChargeChanges {
            carried_to: Some(Some(charge.id)),
            carried_until: Some(None),
            ..ChargeChanges::default()
        };
        earlier.advance(conn, earlier.state, &changes)?;
        let (reference, amount_minor) = (earlier.id.to_string(), earlier.amount_minor);
        post_amount(conn, charge, Posting::TakeOver, &reference, amount_minor, now)?;
    }
    Ok(())
}

/// Lets the amounts of these locked carried charges wait for another twelve months, because their
/// driver has had another stay.
pub(crate) fn renew(conn: &mut PgConnection, carried: &[Charge], now: DateTime<Utc>) -> Result<()> {
    for earlier in carried {
        let changes = ChargeChanges {
            carried_until: Some(Some(carried_until(now))),
            ..ChargeChanges::default()
        };
        earlier.advance(conn, earlier.state, &changes)?;
    }
    Ok(())
}

/// Waives the carried amounts that no later charge has taken over in time. Returns their number.
/// The time of settlement stays that of the stay, so that the daily limit does not count them
/// again.
///
/// # Errors
/// Only database errors.
pub fn waive_lapsed(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize> {
    let lapsed = Charge::lock_lapsed(conn, now)?;
    for charge in &lapsed {
        let changes = ChargeChanges { carried_until: Some(None), ..ChargeChanges::default() };
        let waived = advance(conn, charge, ChargeEvent::Waive, &changes)?;
        post(conn, &waived, Posting::WaiveCarried, now)?;
    }
    Ok(lapsed.len())
}
