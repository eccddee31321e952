//! Stores an event of Stripe's webhook, and enqueues the job that processes it.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    billing::{
        gateway::IdKind,
        jobs::{SyncDispute, SyncPayment, SyncRefund},
        models::stripe_event::NewStripeEvent,
    },
    platform::jobs::Job,
    reservations::jobs::SyncSetupIntent,
};

/// An event whose signature has been verified.
#[derive(Debug, Clone)]
pub struct StripeEvent {
    pub id: String,
    /// For example `setup_intent.succeeded`.
    pub kind: String,
    /// Connected account of the event.
    pub account: Option<String>,
    /// Id of the object that the event concerns; empty if there is none.
    pub object_id: String,
}

/// Stores an event, and enqueues its job. An event that is stored already changes nothing.
///
/// # Errors
/// Only database errors.
pub fn receive_stripe_event(
    conn: &mut PgConnection,
    event: StripeEvent,
    now: DateTime<Utc>,
) -> Result<()> {
    let new = NewStripeEvent {
        id: event.id.clone(),
        kind: event.kind.clone(),
        object_ref: event.object_id.clone(),
        received_at: now,
    };
    if new.insert(conn)? { enqueue_job(conn, event, now) } else { Ok(()) }
}

/// Enqueues the job that fetches the current state from Stripe, because events can be outdated or
/// arrive out of order. Ignores other event types, connected accounts and other object types.
fn enqueue_job(conn: &mut PgConnection, event: StripeEvent, now: DateTime<Utc>) -> Result<()> {
    let StripeEvent { kind, account, object_id: id, .. } = event;
    let is_ours = |kind: IdKind| account.is_none() && kind.matches(&id);
    match kind.as_str() {
        "setup_intent.succeeded" if is_ours(IdKind::SetupIntent) => {
            SyncSetupIntent { setup_intent_id: id }.enqueue(conn, now)
        }
        "payment_intent.succeeded"
        | "payment_intent.payment_failed"
        | "payment_intent.canceled"
            if is_ours(IdKind::PaymentIntent) =>
        {
            SyncPayment { payment_intent_id: id }.enqueue(conn, now)
        }
        "refund.updated" | "refund.failed" | "charge.refund.updated" if is_ours(IdKind::Refund) => {
            SyncRefund { stripe_refund_id: id }.enqueue(conn, now)
        }
        kind if kind.starts_with("charge.dispute.") && is_ours(IdKind::Dispute) => {
            SyncDispute { dispute_id: id }.enqueue(conn, now)
        }
        _ => Ok(()),
    }
}
