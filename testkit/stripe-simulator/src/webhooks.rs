//! Signed webhooks, retried until the receiver accepts them.

use std::{sync::Arc, time::Duration};

use anyhow::ensure;
use backon::{ExponentialBuilder, Retryable};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::{
    error::Result,
    faults::{Fault, FaultKind},
    objects::now,
    state::SimulatorState,
    store::Store,
};

const MAX_RETRIES: usize = 9;
const MIN_RETRY_DELAY: Duration = Duration::from_millis(200);

impl SimulatorState {
    /// Runs an operation and sends the events that it causes.
    pub(crate) fn transact(
        self: &Arc<Self>,
        operation: impl FnOnce(&mut Store) -> Result<Value>,
    ) -> Result<Value> {
        let mut store = self.store.lock();
        let result = operation(&mut store);
        for event in std::mem::take(&mut store.outbox) {
            self.send(&mut store, &event);
        }
        result
    }

    fn send(self: &Arc<Self>, store: &mut Store, event: &Value) {
        let Some(url) = &store.webhook_url else { return };
        let (copies, delay) = match store.faults.of_webhook() {
            Some(Fault { fault: FaultKind::WebhookLost, .. }) => return,
            Some(Fault { fault: FaultKind::WebhookTwice, .. }) => (2, Duration::ZERO),
            Some(late) => (1, late.delay()),
            None => (1, Duration::ZERO),
        };
        for _ in 0..copies {
            tokio::spawn(deliver(Arc::clone(self), url.clone(), event.to_string(), delay));
        }
    }
}

async fn deliver(state: Arc<SimulatorState>, url: String, body: String, delay: Duration) {
    tokio::time::sleep(delay).await;
    let attempt = || async {
        let signature = sign(&body, &state.settings.webhook_secret);
        let call = state.http.post(&url).header("stripe-signature", signature);
        let call = call.header("content-type", "application/json").body(body.clone());
        let response = call.send().await?;
        ensure!(response.status().is_success(), "{}", response.status());
        Ok(())
    };
    let backoff =
        ExponentialBuilder::default().with_min_delay(MIN_RETRY_DELAY).with_max_times(MAX_RETRIES);
    // Like Stripe, gives up after the last attempt.
    drop(attempt.retry(backoff).await);
}

fn sign(body: &str, secret: &str) -> String {
    let time = now();
    // HMAC accepts keys of any length.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    let signature = mac.chain_update(format!("{time}.{body}")).finalize().into_bytes();
    format!("t={time},v1={}", hex::encode(signature))
}
