//! Disputes: brings the ledger in line with Stripe.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::charge_transition::{advance, post_amount};
use crate::{
    Result,
    billing::{
        domain::{
            charge::{ChargeEvent, ChargeState},
            ledger::Posting,
        },
        gateway::{Dispute as Seen, DisputeStatus},
        models::{
            charge::{Charge, ChargeChanges},
            dispute::Dispute,
        },
    },
};

/// Updates a charge and the ledger to the state of a dispute at Stripe. Returns whether anything
/// has changed; the dispute may concern a payment of another application.
///
/// # Errors
/// Only database errors.
pub fn sync_dispute(conn: &mut PgConnection, seen: &Seen, now: DateTime<Utc>) -> Result<bool> {
    let payment = seen.payment_intent_id.as_deref();
    let found = payment.map(|payment| Charge::by_payment(conn, payment)).transpose()?.flatten();
    let Some(charge) = found else { return Ok(false) };
    let charge = Charge::lock(conn, charge.id)?;
    if seen.status == DisputeStatus::Inquiry {
        return Ok(false);
    }
    let was_opened = open(conn, &charge, seen, now)?;
    let was_closed = close(conn, charge, seen, now)?;
    Ok(was_opened || was_closed)
}

fn open(conn: &mut PgConnection, charge: &Charge, seen: &Seen, now: DateTime<Utc>) -> Result<bool> {
    if Dispute::lock(conn, &seen.id)?.is_some() {
        return Ok(false);
    }
    let amounts = (seen.amount_minor, seen.fee_minor);
    Dispute::open(conn, charge, (&seen.id, &seen.reason), amounts, now)?;
    if charge.state != ChargeState::Disputed {
        advance(conn, charge, ChargeEvent::Dispute, &ChargeChanges::default())?;
    }
    post_amount(conn, charge, Posting::Dispute, &seen.id, seen.amount_minor, now)?;
    post_amount(conn, charge, Posting::DisputeFee, &seen.id, seen.fee_minor, now)?;
    Ok(true)
}

fn close(conn: &mut PgConnection, charge: Charge, seen: &Seen, now: DateTime<Utc>) -> Result<bool> {
    let known = Dispute::lock(conn, &seen.id)?.filter(|dispute| dispute.state == "open");
    let (state, posting) = match seen.status {
        DisputeStatus::Won => ("won", Posting::DisputeWon),
        DisputeStatus::Lost => ("lost", Posting::DisputeLost),
        DisputeStatus::Open | DisputeStatus::Inquiry => return Ok(false),
    };
    let Some(dispute) = known else { return Ok(false) };
    let charge = Charge::lock(conn, charge.id)?;
    dispute.close(conn, state, now)?;
    // A charge may be disputed more than once, and events may arrive in any order: its state
    // follows from all of its disputes together.
    let states: Vec<String> =
        Dispute::of_charge(conn, charge.id)?.into_iter().map(|dispute| dispute.state).collect();
    if states.iter().all(|state| state != "open") {
        let is_lost = states.iter().any(|state| state == "lost");
        let event = if is_lost { ChargeEvent::Lose } else { ChargeEvent::Win };
        advance(conn, &charge, event, &ChargeChanges::default())?;
    }
    post_amount(conn, &charge, posting, &dispute.id, dispute.amount_minor, now)?;
    let returned = dispute.fee_minor - seen.fee_minor;
    post_amount(conn, &charge, Posting::DisputeFeeReturned, &dispute.id, returned, now)?;
    Ok(true)
}
