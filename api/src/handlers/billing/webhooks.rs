//! Stripe webhooks. An event is stored first; a job then processes it by fetching the current state
//! from Stripe.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::Value;
use shared::{
    Error,
    billing::{
        gateway::{IdKind, signature},
        jobs::{SyncDispute, SyncPayment, SyncRefund},
        models::stripe_event::NewStripeEvent,
    },
    platform::{db::PgConnection, jobs::Job},
    reservations::jobs::SyncSetupIntent,
};

use crate::{
    App,
    problem::{Problem, ProblemCode},
};

/// Maximum age of a signature, as recommended by Stripe.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// A snapshot event of API v1, or a thin event of API v2, which has `related_object` instead of
/// `data`.
#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    /// Connected account of the event.
    account: Option<String>,
    #[serde(default)]
    data: Value,
    #[serde(default)]
    related_object: Value,
}

impl Event {
    /// Returns the id of the object of the event; empty if there is none.
    fn object_id(&self) -> &str {
        let id = self.data.pointer("/object/id").or_else(|| self.related_object.get("id"));
        id.and_then(Value::as_str).unwrap_or_default()
    }

    /// Enqueues the job that fetches the current state from Stripe, because events can be outdated
    /// or arrive out of order. Ignores other event types, connected accounts and other object
    /// types.
    fn enqueue_job(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), Error> {
        let id = self.object_id().to_owned();
        let is_ours = |kind: IdKind| self.account.is_none() && kind.matches(&id);
        match self.kind.as_str() {
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
            "refund.updated" | "refund.failed" | "charge.refund.updated"
                if is_ours(IdKind::Refund) =>
            {
                SyncRefund { stripe_refund_id: id }.enqueue(conn, now)
            }
            kind if kind.starts_with("charge.dispute.") && is_ours(IdKind::Dispute) => {
                SyncDispute { dispute_id: id }.enqueue(conn, now)
            }
            _ => Ok(()),
        }
    }
}

/// Receive a Stripe webhook
///
/// Requires Stripe's signature. Every event is stored; duplicate and irrelevant events change
/// nothing.
#[utoipa::path(post, path = "/api/v1/webhooks/stripe", tag = "webhooks",
    request_body(content = String, content_type = "application/json"),
    responses((status = 200), (status = "4XX", body = Problem,
    content_type = "application/problem+json")))]
pub(crate) async fn receive_stripe_event(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let header =
        headers.get("stripe-signature").and_then(|header| header.to_str().ok()).unwrap_or_default();
    let now = app.now();
    if signature::verify(&body, header, &app.stripe.webhook_secrets, now, TOLERANCE).is_err() {
        return Err(Problem::new(ProblemCode::MalformedRequest, "the signature is not good"));
    }
    let event: Event = serde_json::from_slice(&body)
        .map_err(|_| Problem::new(ProblemCode::MalformedRequest, "this is no event"))?;
    let (id, kind, object_ref) =
        (event.id.clone(), event.kind.clone(), event.object_id().to_owned());
    let new = NewStripeEvent { id, kind, object_ref, received_at: now };
    let store = app.db.write(move |conn| {
        if new.insert(conn)? {
            event.enqueue_job(conn, now)?;
        }
        Ok::<_, Error>(())
    });
    store.await?;
    Ok(StatusCode::OK)
}
