//! Refunds: the rows stored before Stripe is called, and after it has responded.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::charge_transition::{advance, enqueue_mail, post_amount};
use crate::{
    Error, Result,
    billing::{
        domain::{
            charge::ChargeEvent,
            ledger::Posting,
            refund::{RefundReason, RefundState},
        },
        gateway::RefundOutcome,
        jobs::IssueRefund,
        models::{
            charge::{Charge, ChargeChanges},
            refund::{NewRefund, Refund},
        },
    },
    platform::{
        domain::{
            ids::{ChargeId, RefundId},
            mail::MailTemplate,
        },
        jobs::Job,
    },
};

/// The amount of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundAmount {
    /// The whole collected amount, less earlier refunds.
    Rest,
    /// In minor units.
    Minor(i64),
    /// The price of the stay except this amount in minor units, the price of the part that was
    /// used. Amounts that were carried over from earlier stays are not refunded.
    AllBut(i64),
}

#[derive(Debug, Clone)]
pub struct RefundCharge {
    pub id: ChargeId,
    pub amount: RefundAmount,
    pub reason: RefundReason,
    pub note: String,
    /// Number of refunds of the charge that the operator has seen; the request is for the next one.
    pub seen: i32,
    pub actor: String,
}

/// The result of a refund request.
#[derive(Debug, Clone)]
pub struct Refunded {
    pub refund: Refund,
    /// `false` for a repeated request, which has no effect.
    pub is_new: bool,
}

/// Issues a refund. Repeating the same request by the same actor issues one refund.
///
/// # Errors
/// `Invalid` when more than the rest is requested, `InvalidChargeTransition` when nothing was
/// collected or the charge is disputed, `RevisionMismatch` when another refund was issued in the
/// meantime.
pub fn refund_charge(
    conn: &mut PgConnection,
    request: &RefundCharge,
    now: DateTime<Utc>,
) -> Result<Refunded> {
    let charge = Charge::lock(conn, request.id)?;
    let (given, revision) = (Refund::of_charge(conn, request.id)?, request.seen + 1);
    if let Some(known) = given.iter().find(|refund| refund.revision == revision) {
        let before: i64 = given
            .iter()
            .filter(|refund| refund.counts_before(known))
            .map(|one| one.amount_minor)
            .sum();
        let amount_minor = amount(request, &charge, charge.captured_minor - before);
        let is_repeat = (known.reason, known.amount_minor, &known.note, &known.actor)
            == (request.reason, amount_minor, &request.note, &request.actor);
        if is_repeat {
            return Ok(Refunded { refund: known.clone(), is_new: false });
        }
    }
    let count = i32::try_from(given.len()).unwrap_or(i32::MAX);
    if count != request.seen {
        return Err(Error::RevisionMismatch { current: count });
    }
    let left = charge.refundable();
    let amount_minor = amount(request, &charge, left.amount_minor);
    let event = if amount_minor == left.amount_minor {
        ChargeEvent::RefundAll
    } else {
        ChargeEvent::RefundPart
    };
    if charge.state.after(event).is_none() || left.amount_minor == 0 {
        return Err(charge.state.transition_error(event));
    }
    if amount_minor < 1 {
        return Err(Error::field("amount_minor", "out_of_range", "nothing can be refunded"));
    }
    if amount_minor > left.amount_minor {
        return Err(Error::field(
            "amount_minor",
            "out_of_range",
            format!("at most {left} can be refunded"),
        ));
    }
    let new = NewRefund {
        reason: request.reason,
        revision,
        amount_minor,
        note: &request.note,
        actor: &request.actor,
    };
    let refund = new.insert(conn, &charge, now)?;
    advance(conn, &charge, event, &ChargeChanges::default())?;
    post_amount(conn, &charge, Posting::Refund, &refund.id.to_string(), amount_minor, now)?;
    IssueRefund { refund_id: refund.id }.enqueue(conn, now)?;
    Ok(Refunded { refund, is_new: true })
}

/// Returns the requested amount, in minor units, where `left` can be refunded.
fn amount(request: &RefundCharge, charge: &Charge, left: i64) -> i64 {
    match request.amount {
        RefundAmount::Rest => left,
        RefundAmount::Minor(minor) => minor,
        RefundAmount::AllBut(used) => (charge.amount_minor - charge.carried_minor - used).min(left),
    }
}

/// A refund request to Stripe.
#[derive(Debug, Clone)]
pub struct RefundRequest {
    /// Idempotency key, sent with every repetition.
    pub key: String,
    /// The payment to refund.
    pub payment_id: String,
    /// In minor units.
    pub amount_minor: i64,
    /// Time at which the refund was issued; Stripe may have been called since then.
    pub requested_at: DateTime<Utc>,
}

/// Returns the request to Stripe for a refund; `None` when Stripe has responded already.
///
/// # Errors
/// `Internal` when the charge was never collected, which excludes a refund.
pub fn begin_refund(conn: &mut PgConnection, id: RefundId) -> Result<Option<RefundRequest>> {
    let refund = Refund::find(conn, id)?;
    if refund.state != RefundState::Due {
        return Ok(None);
    }
    let charge = Charge::find(conn, refund.charge_id)?;
    let missing = || Error::Internal(format!("charge {} has no payment", charge.id));
    let payment_id = charge.stripe_payment_intent_id.clone().ok_or_else(missing)?;
    let Refund { idempotency_key: key, amount_minor, created_at: requested_at, .. } = refund;
    Ok(Some(RefundRequest { key, payment_id, amount_minor, requested_at }))
}

/// Stores the state of a refund at Stripe and enqueues the mail about it. Returns whether the state
/// has changed.
///
/// # Errors
/// Only database errors.
pub fn settle_refund(
    conn: &mut PgConnection,
    id: RefundId,
    outcome: &RefundOutcome,
    now: DateTime<Utc>,
) -> Result<bool> {
    let charge_id = Refund::find(conn, id)?.charge_id;
    let charge = Charge::lock(conn, charge_id)?;
    let refund = Refund::find(conn, id)?;
    match (refund.state, outcome) {
        (RefundState::Due, RefundOutcome::Succeeded { id }) => {
            refund.advance(conn, RefundState::Succeeded, Some(id), None, now)?;
            enqueue_mail(conn, &charge, MailTemplate::Refund, refund.revision, now)?;
            Ok(true)
        }
        (RefundState::Due | RefundState::Succeeded, RefundOutcome::Failed { id, message }) => {
            tracing::error!(refund.id = %refund.id, message, "A refund has failed: the driver has \
                to get the money in another way");
            refund.advance(conn, RefundState::Failed, id.as_deref(), Some(message), now)?;
            post_amount(
                conn,
                &charge,
                Posting::RefundFailed,
                &refund.id.to_string(),
                refund.amount_minor,
                now,
            )?;
            let left = Charge::find(conn, charge.id)?;
            let event = if left.refunded_minor > 0 {
                ChargeEvent::RefundPart
            } else {
                ChargeEvent::RefundFail
            };
            if left.state.after(event).is_some() {
                advance(conn, &left, event, &ChargeChanges::default())?;
            }
            enqueue_mail(conn, &charge, MailTemplate::RefundFailed, refund.revision, now)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}
