//! Sends events, signed, again and again until they are taken.

use std::{sync::Arc, time::Duration};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::{faults::FaultKind, objects::now, server::Shared};

/// How often an event is sent at most.
const ATTEMPTS: u32 = 10;
/// Pause before the second attempt; it doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// Sends each event on its way, beside all else.
pub(crate) fn send(shared: &Arc<Shared>, events: Vec<Value>) {
    for event in events {
        let Some(url) = shared.webhook_url() else { continue };
        let fault = shared.faults.of_webhook();
        let (copies, wait) = match fault.as_ref().map(|fault| (fault.fault, fault.delay())) {
            Some((FaultKind::WebhookLost, _)) => (0, Duration::ZERO),
            Some((FaultKind::WebhookTwice, _)) => (2, Duration::ZERO),
            Some((FaultKind::WebhookLate, delay)) => (1, delay),
            _ => (1, Duration::ZERO),
        };
        for _ in 0..copies {
            tokio::spawn(deliver(Arc::clone(shared), url.clone(), event.to_string(), wait));
        }
    }
}

async fn deliver(shared: Arc<Shared>, url: String, body: String, wait: Duration) {
    tokio::time::sleep(wait).await;
    let mut pause = FIRST_PAUSE;
    for _ in 0..ATTEMPTS {
        let signature = sign(&body, &shared.settings.webhook_secret);
        let call = shared.http.post(&url).header("stripe-signature", signature);
        let call = call.header("content-type", "application/json").body(body.clone());
        if call.send().await.is_ok_and(|answer| answer.status().is_success()) {
            return;
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
}

fn sign(body: &str, secret: &str) -> String {
    let time = now();
    // HMAC takes keys of any length.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    let signature = mac.chain_update(format!("{time}.{body}")).finalize().into_bytes();
    format!("t={time},v1={}", hex::encode(signature))
}
