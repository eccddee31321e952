//! Stripe's webhooks: signature, repetition, order, and foreign events.

use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Response, TestApp, client::send};

fn signature(app: &TestApp, body: &str, age: TimeDelta) -> String {
    let time = (app.now() - age).timestamp();
    let secret = app.simulator.settings().webhook_secret.as_bytes();
    let mac =
        Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(format!("{time}.{body}"));
    format!("t={time},v1={}", hex::encode(mac.finalize().into_bytes()))
}

async fn post_event(app: &TestApp, event: &Value, signature: &str) -> Response {
    let request = app
        .anonymous()
        .request(Method::POST, "/api/v1/webhooks/stripe")
        .header("stripe-signature", signature);
    send(request.body(event.to_string())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn webhook_confirms_after_the_page_is_closed() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    let event = app
        .simulator
        .all("event")
        .into_iter()
        .find(|event| event["type"] == "setup_intent.succeeded")
        .unwrap();
    for _ in 0..3 {
        assert_eq!(
            post_event(&app, &event, &signature(&app, &event.to_string(), TimeDelta::zero()))
                .await
                .status,
            200
        );
    }
    app.wait_for_jobs().await;
    let confirmed = ann.show(id).await.ok();
    assert_eq!((&confirmed["status"], &confirmed["revision"]), (&json!("confirmed"), &json!(2)));
    assert_eq!(
        app.query_texts("select id as text from stripe_events where received_at <= $1").len(),
        1
    );
    assert_eq!(app.mails.mails_to("ann@example.com").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_webhook_changes_nothing() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok()["setup_intent_id"].clone();
    let event = json!({ "id": "evt_1", "type": "setup_intent.succeeded",
        "data": { "object": { "id": intent, "status": "succeeded" } } });
    post_event(&app, &event, "t=1,v1=00").await.problem("malformed_request");
    let old = signature(&app, &event.to_string(), TimeDelta::minutes(6));
    post_event(&app, &event, &old).await.problem("malformed_request");
    // The signature is valid, but Stripe's own state differs.
    assert_eq!(
        post_event(&app, &event, &signature(&app, &event.to_string(), TimeDelta::zero()))
            .await
            .status,
        200
    );
    app.wait_for_jobs().await;
    assert_eq!(ann.show(id).await.ok()["status"], "held");
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_webhooks_are_idempotent_in_any_order() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_authenticationRequired").await;
    assert_eq!(parked["status"], "confirmed");
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let payment = app.simulator.payment_intents()[0]["id"].as_str().unwrap().to_owned();
    // Paid on the page, which was closed at once.
    app.simulator.pay(&payment, "pm_card_visa").unwrap();
    app.advance(TimeDelta::days(3));
    for kind in [
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.created",
        "payment_intent.succeeded",
    ] {
        app.deliver_events(kind).await;
    }
    app.wait_for_jobs().await;
    let charge =
        app.sign_in("ann").await.show(parked["id"].as_str().unwrap()).await.ok()["charge"].clone();
    assert_eq!((&charge["state"], app.simulator.successful_charges().len()), (&json!("paid"), 1));
    let received = app
        .mails
        .mails_to("ann@example.com")
        .into_iter()
        .filter(|mail| mail.subject.contains("We have received"));
    assert_eq!(received.count(), 1);
    assert_eq!(
        app.query_texts(
            "select count(*)::text as text from ledger_entries where kind = 'collect' and \
            $1 is not null"
        ),
        ["1"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_event_is_stored_without_a_job() {
    let app = TestApp::with_worker().await;
    let object = |id: &str| json!({ "object": { "id": id, "object": "whatever" } });
    let events = [
        json!({ "id": "evt_kind", "type": "invoice.paid", "data": object("in_1") }),
        json!({ "id": "evt_balance", "type": "balance.available",
            "data": { "object": { "object": "balance" } } }),
        json!({ "id": "evt_none", "type": "payment_intent.succeeded" }),
        json!({ "id": "evt_null", "type": "payment_intent.succeeded", "data": null }),
        json!({ "id": "evt_number", "type": "payment_intent.succeeded",
            "data": { "object": { "id": 7 } } }),
        json!({ "id": "evt_thin", "object": "v2.core.event", "type": "v2.core.account.updated",
            "related_object": { "id": "acct_1", "type": "v2.core.account",
                "url": "/v2/core/accounts/acct_1" } }),
        json!({ "id": "evt_path", "type": "payment_intent.succeeded",
            "data": object("../customers?x=") }),
        json!({ "id": "evt_prefix", "type": "refund.failed", "data": object("pi_1") }),
        json!({ "id": "evt_connected", "type": "payment_intent.succeeded", "account": "acct_1",
            "data": object("pi_1") }),
    ];
    for event in &events {
        assert_eq!(app.deliver(event).await.status, 200, "{event}");
    }
    assert_eq!(
        app.query_texts("select id as text from stripe_events where received_at <= $1").len(),
        events.len()
    );
    assert_eq!(
        app.query_texts("select kind as text from jobs where $1 is not null"),
        Vec::<String>::new()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn event_of_another_product_leaves_no_dead_job() {
    let app = TestApp::with_worker().await;
    let ready = app.simulator.all("payment_intent").len();
    let customer = app.context.gateway.create_customer("other", "other@example.com").await.unwrap();
    let about = std::collections::HashMap::from([("order".to_owned(), "7".to_owned())]);
    let intent =
        app.context.gateway.create_setup_intent("other setup", &customer, about).await.unwrap();
    app.simulator.give_card(&intent.id, "pm_card_visa").unwrap();
    for (n, (kind, id)) in [
        ("setup_intent.succeeded", intent.id.as_str()),
        ("setup_intent.succeeded", "seti_unknown"),
        ("payment_intent.succeeded", "pi_unknown"),
        ("payment_intent.payment_failed", "pi_unknown"),
        ("refund.failed", "re_unknown"),
        ("charge.dispute.created", "dp_unknown"),
    ]
    .into_iter()
    .enumerate()
    {
        let event =
            json!({ "id": format!("evt_{n}"), "type": kind, "data": { "object": { "id": id } } });
        assert_eq!(app.deliver(&event).await.status, 200, "{kind}");
    }
    app.wait_for_jobs().await;
    let left = app.query_texts(
        "select kind || ' ' || state as text from jobs where state <> 'done' and $1 is not null",
    );
    assert_eq!((left, app.simulator.payment_intents().len()), (Vec::<String>::new(), ready));
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_setup_intent_id_reaches_no_url() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    let confirm = format!("/api/v1/reservations/{}/confirm", parked["id"].as_str().unwrap());
    for id in [
        "../customers?x=",
        "seti_../../customers",
        "seti_1/cancel",
        "seti_1?expand=x",
        "seti_",
        "pi_1",
        "seti_1%2f",
    ] {
        ann.post("/api/v1/cards", &json!({ "setup_intent_id": id })).await.problem("not_found");
        ann.post(&confirm, &json!({ "setup_intent_id": id })).await.problem("not_found");
    }
}
