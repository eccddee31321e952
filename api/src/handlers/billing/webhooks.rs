//! Stripe webhooks. An event is stored first; a job then processes it by fetching the current state
//! from Stripe.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use shared::{
    billing::gateway::signature,
    reservations::operations::{self, StripeEvent},
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
    let object_id = event.object_id().to_owned();
    let event = StripeEvent { id: event.id, kind: event.kind, account: event.account, object_id };
    app.db.write(move |conn| operations::receive_stripe_event(conn, event, now)).await?;
    Ok(StatusCode::OK)
}
