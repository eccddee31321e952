//! Stripe tells what has happened. It is stored first; what is done about it is a job, which asks Stripe how things stand now.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::TimeDelta;
use serde::Deserialize;
use shared::{Error, gateway::signature, jobs::Job, models::stripe_event::NewStripeEvent};

use crate::{App, problem::Problem};

/// How old a signature may be; Stripe's own recommendation.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: EventData,
}

#[derive(Deserialize)]
struct EventData {
    object: EventObject,
}

#[derive(Deserialize)]
struct EventObject {
    id: String,
}

/// Who looks at Stripe how things stand: what the event says may be old, or come after later ones.
fn job_of(event: &Event) -> Option<Job> {
    let id = event.data.object.id.clone();
    match event.kind.as_str() {
        "setup_intent.succeeded" => Some(Job::SyncSetupIntent(id)),
        "payment_intent.succeeded" => Some(Job::SyncPayment(id)),
        "refund.updated" | "refund.failed" | "charge.refund.updated" => Some(Job::SyncRefund(id)),
        kind if kind.starts_with("charge.dispute.") => Some(Job::SyncDispute(id)),
        _ => None,
    }
}

/// Receive a webhook of Stripe
///
/// Signed by Stripe; an event that came before changes nothing.
#[utoipa::path(post, path = "/api/v1/webhooks/stripe", tag = "webhooks", request_body(content = String, content_type = "application/json"),
    responses((status = 200), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn receive_stripe_event(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let header = headers.get("stripe-signature").and_then(|header| header.to_str().ok()).unwrap_or_default();
    let now = app.now();
    if signature::verify(&body, header, &app.stripe.webhook_secrets, now, TOLERANCE).is_err() {
        return Err(Problem::new("malformed_request", "the signature is not good"));
    }
    let event: Event =
        serde_json::from_slice(&body).map_err(|_| Problem::new("malformed_request", "this is no event"))?;
    let job = job_of(&event);
    let new = NewStripeEvent { id: event.id, kind: event.kind, object_ref: event.data.object.id, received_at: now };
    let store = app.db.write(move |conn| {
        if new.insert(conn)?
            && let Some(job) = job
        {
            job.enqueue(conn, now)?;
        }
        Ok::<_, Error>(())
    });
    store.await?;
    Ok(StatusCode::OK)
}
