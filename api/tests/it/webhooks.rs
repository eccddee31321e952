//! What Stripe tells.

use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Response, TestApp, client::send};

fn signature(app: &TestApp, body: &str, age: TimeDelta) -> String {
    let time = (app.now() - age).timestamp();
    let secret = app.simulator.settings().webhook_secret.as_bytes();
    let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(format!("{time}.{body}"));
    format!("t={time},v1={}", hex::encode(mac.finalize().into_bytes()))
}

async fn tell(app: &TestApp, event: &Value, signature: &str) -> Response {
    let request =
        app.anonymous().request(Method::POST, "/api/v1/webhooks/stripe").header("stripe-signature", signature);
    send(request.body(event.to_string())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_who_closes_the_page_is_confirmed_by_the_webhook_once() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    let event = app.simulator.all("event").into_iter().find(|event| event["type"] == "setup_intent.succeeded").unwrap();
    for _ in 0..3 {
        assert_eq!(tell(&app, &event, &signature(&app, &event.to_string(), TimeDelta::zero())).await.status, 200);
    }
    app.settle().await;
    let confirmed = ann.show(id).await.ok();
    assert_eq!((&confirmed["status"], &confirmed["revision"]), (&json!("confirmed"), &json!(2)));
    assert_eq!(app.texts("select id as text from stripe_events where received_at <= $1").len(), 1);
    assert_eq!(app.mails.mails_to("ann@example.com").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_lies_changes_nothing() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok()["setup_intent_id"].clone();
    let event = json!({ "id": "evt_1", "type": "setup_intent.succeeded", "data": { "object": { "id": intent, "status": "succeeded" } } });
    tell(&app, &event, "t=1,v1=00").await.problem("malformed_request");
    let old = signature(&app, &event.to_string(), TimeDelta::minutes(6));
    tell(&app, &event, &old).await.problem("malformed_request");
    // Well signed, but Stripe itself says otherwise.
    assert_eq!(tell(&app, &event, &signature(&app, &event.to_string(), TimeDelta::zero())).await.status, 200);
    app.settle().await;
    assert_eq!(ann.show(id).await.ok()["status"], "held");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_written_down_by_the_webhook_twice_in_any_order_or_three_days_late() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_authenticationRequired").await;
    assert_eq!(parked["status"], "confirmed");
    app.pass(TimeDelta::hours(1));
    app.settle().await;
    let payment = app.simulator.payment_intents()[0]["id"].as_str().unwrap().to_owned();
    // Paid on the page, which was closed at once.
    app.simulator.pay(&payment, "pm_card_visa").unwrap();
    app.pass(TimeDelta::days(3));
    for kind in [
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.created",
        "payment_intent.succeeded",
    ] {
        app.tell(kind).await;
    }
    app.settle().await;
    let charge = app.sign_in("ann").await.show(parked["id"].as_str().unwrap()).await.ok()["charge"].clone();
    assert_eq!((&charge["state"], app.simulator.successful_charges().len()), (&json!("paid"), 1));
    let received =
        app.mails.mails_to("ann@example.com").into_iter().filter(|mail| mail.subject.contains("We have received"));
    assert_eq!(received.count(), 1);
    assert_eq!(
        app.texts("select count(*)::text as text from ledger_entries where kind = 'collect' and $1 is not null"),
        ["1"]
    );
}
