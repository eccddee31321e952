//! Injected faults of calls and webhooks.

use std::time::Duration;

use axum::{Router, extract::State, routing::post};
use reqwest::Method;
use serde_json::{Value, json};
use stripe_simulator::{Fault, FaultKind};
use tokio::{net::TcpListener, sync::mpsc};

use crate::support::{Caller, text};

#[tokio::test]
async fn drop_after_effect_replays_charge_for_same_key() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    caller.inject(FaultKind::DropAfter);
    caller.charge(&driver, "k").await.unwrap_err();
    assert_eq!(caller.simulator.successful_charges().len(), 1);
    expect_replay(&caller, &driver).await;
}

#[tokio::test]
async fn call_completes_after_client_disconnects() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    slow_down(&caller, 200);
    let client_timeout = Duration::from_millis(50);
    assert!(tokio::time::timeout(client_timeout, caller.charge(&driver, "k1")).await.is_err());
    let deadline = std::time::Instant::now() + Duration::from_secs(10);
    while caller.simulator.successful_charges().is_empty() {
        assert!(std::time::Instant::now() < deadline, "the call did not complete");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(caller.charge(&driver, "k1").await.unwrap().0, 200);
    assert_eq!(caller.simulator.successful_charges().len(), 1);
}

#[tokio::test]
async fn drop_before_effect_changes_nothing() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    caller.inject(FaultKind::DropBefore);
    caller.charge(&driver, "k").await.unwrap_err();
    assert!(caller.simulator.payment_intents().is_empty());
    assert_eq!(caller.charge(&driver, "k").await.unwrap().0, 200);
}

#[tokio::test]
async fn key_in_use_conflicts_until_first_call_completes() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    slow_down(&caller, 400);
    let second = async {
        loop {
            let answer = caller.charge(&driver, "k").await.unwrap();
            if answer.0 == 409 || caller.simulator.payment_intents().len() == 1 {
                return answer;
            }
        }
    };
    let (first, second) = tokio::join!(caller.charge(&driver, "k"), second);
    assert_eq!(first.unwrap().0, 200);
    assert_eq!((second.0, &second.1["error"]["code"]), (409, &json!("idempotency_key_in_use")));
    assert_eq!(caller.simulator.successful_charges().len(), 1);
}

#[tokio::test]
async fn hanging_call_replays_effect_for_same_key() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    caller.inject(FaultKind::Hang);
    let client_timeout = Duration::from_millis(300);
    tokio::time::timeout(client_timeout, caller.charge(&driver, "k")).await.unwrap_err();
    assert_eq!(caller.simulator.successful_charges().len(), 1);
    expect_replay(&caller, &driver).await;
}

#[tokio::test]
async fn error_500_is_saved_under_key() {
    let caller = Caller::new().await;
    let driver = caller.driver().await;
    for (fault, key) in [(FaultKind::Error500, "before"), (FaultKind::Error500After, "after")] {
        caller.inject(fault);
        for _ in 0..2 {
            assert_eq!(caller.charge(&driver, key).await.unwrap().0, 500, "{key}");
        }
    }
    assert_eq!(caller.simulator.successful_charges().len(), 1);
    caller.inject(FaultKind::RateLimit);
    assert_eq!(caller.charge(&driver, "limited").await.unwrap().0, 429);
    assert_eq!(caller.charge(&driver, "limited").await.unwrap().0, 200);
}

#[tokio::test]
async fn wildcard_fault_applies_to_confirm_only() {
    let caller = Caller::new().await;
    let fault = json!({ "fault": "error500", "path": "/v1/payment_intents/*/confirm" });
    let inject = caller.request(Method::POST, "_simulator/faults").json(&fault);
    assert_eq!(inject.send().await.unwrap().status(), 204);
    let intent = caller.make("payment_intents", &[("amount", "500"), ("currency", "usd")]).await;
    let confirm = format!("payment_intents/{}/confirm", text(&intent, "id"));
    let form = [("payment_method", "pm_card_visa")];
    assert_eq!(caller.fail(&confirm, &form).await.0, 500);
    caller.make(&confirm, &form).await;
}

#[tokio::test]
async fn late_webhook_is_overtaken() {
    let caller = Caller::new().await;
    let mut webhooks = receive(&caller).await;
    caller.simulator.inject(Fault { delay_ms: 1000, ..Fault::once(FaultKind::WebhookLate, "") });
    for email in ["first@example.com", "second@example.com", "third@example.com"] {
        caller.make("customers", &[("email", email)]).await;
    }
    let mut emails = Vec::new();
    for _ in 0..3 {
        emails.push(text(&webhooks.recv().await.unwrap()["data"]["object"], "email"));
    }
    assert_eq!(emails[2], "first@example.com", "{emails:?}");
}

/// Delays the next payment.
fn slow_down(caller: &Caller, delay_ms: u64) {
    let slow = Fault::once(FaultKind::Slow, "/v1/payment_intents");
    caller.simulator.inject(Fault { delay_ms, ..slow });
}

/// A repeated charge returns the effect of the first call.
async fn expect_replay(caller: &Caller, driver: &(String, String)) {
    let (status, payment) = caller.charge(driver, "k").await.unwrap();
    assert_eq!((status, &payment["status"]), (200, &json!("succeeded")));
    assert_eq!(caller.simulator.successful_charges().len(), 1);
}

/// Starts a webhook receiver.
async fn receive(caller: &Caller) -> mpsc::UnboundedReceiver<Value> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let handler = async |State(sender): State<mpsc::UnboundedSender<Value>>, body: String| {
        sender.send(serde_json::from_str(&body).unwrap()).unwrap();
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    caller.simulator.set_webhook_url(&format!("http://{}/", listener.local_addr().unwrap()));
    let router = Router::new().route("/", post(handler)).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    receiver
}
