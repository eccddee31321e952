//! Stays below the minimum amount are free, up to a limit.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::places::domain::terms::Terms;

use crate::support::{Client, Options, TestApp};

/// An api with at most two waived stays a day.
async fn app() -> TestApp {
    let terms = Terms { max_waivers: 2, ..Terms::default() };
    TestApp::with(Options { terms, ..Options::default() }).await
}

/// A stay of one minute for eight cents. Returns the state of its charge.
async fn short_stay(app: &TestApp, driver: &Client, label: &str, card: &str) -> Value {
    let parked = app.park(driver, app.spot(label), 3_600, card).await;
    app.advance(TimeDelta::seconds(60));
    driver.act(parked["id"].as_str().unwrap(), "end").await.ok()["charge"]["state"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn waived_stays_of_an_address_are_limited() {
    let app = app().await;
    let ann = app.driver("ann").await;
    for (label, card) in [("B1", "pm_card_visa"), ("B2", "pm_card_mastercard")] {
        assert_eq!(short_stay(&app, &ann, label, card).await, "waived");
    }
    let spot = app.spot("B3");
    let refused = ann.hold(spot, 3_600).await;
    assert_eq!(
        refused.headers["retry-after"], "86340",
        "a day after the first of the two waived stays"
    );
    refused.problem("waiver_limit");
    // The same address, as a guest.
    app.anonymous().hold_as_guest(spot, 3_600, "Ann@example.com").await.problem("waiver_limit");
    app.advance(TimeDelta::hours(24));
    app.sign_in("ann").await.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn waived_stays_of_a_card_are_limited() {
    let app = app().await;
    for (name, label) in [("ann", "B1"), ("bob", "B2")] {
        let driver = app.driver(name).await;
        assert_eq!(short_stay(&app, &driver, label, "pm_card_visa").await, "waived");
    }
    let cleo = app.driver("cleo").await;
    let held = cleo.hold(app.spot("B3"), 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let intent = cleo.act(id, "card").await.ok();
    app.simulator.give_card(intent["setup_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    cleo.act(id, "confirm").await.problem("waiver_limit");
    assert_eq!(cleo.show(id).await.ok()["status"], "held");
    cleo.act(id, "cancel").await.ok();
    // Another card has its own count.
    app.park(&cleo, app.spot("B4"), 3_600, "pm_card_mastercard").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_below_the_minimum_counts_at_once() {
    let app = app().await;
    let ann = app.driver("ann").await;
    for label in ["B1", "B2"] {
        // 38 cents.
        app.park(&ann, app.spot(label), 300, "pm_card_visa").await;
    }
    ann.hold(app.spot("B3"), 3_600).await.problem("waiver_limit");
    let bob = app.driver("bob").await;
    for label in ["B4", "B5", "B6"] {
        app.park(&bob, app.spot(label), 3_600, "pm_card_mastercard").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn verified_address_sees_its_waivers() {
    let terms = Terms { max_waivers: 1, verify_emails: true, ..Terms::default() };
    let mut app = TestApp::with(Options { terms, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    let guest = |held: &Value| app.bearer(held["manage_token"].as_str().unwrap());
    let held =
        app.anonymous().hold_as_guest(app.spot("B1"), 300, "guest@example.com").await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&guest(&held), id, "pm_card_visa").await;
    let code = app.code("guest@example.com", "").await;
    let prove = |held: &Value, code: &str| {
        let (guest, body) = (guest(held), json!({ "code": code }));
        async move { guest.post("/api/v1/email-confirmations", &body).await }
    };
    prove(&held, &code).await.ok();
    app.advance(TimeDelta::minutes(6));
    app.wait_for_jobs().await;
    let held =
        app.anonymous().hold_as_guest(app.spot("B2"), 3_600, "guest@example.com").await.created();
    let code = app.code("guest@example.com", "").await;
    prove(&held, &code).await.problem("waiver_limit");
}
