//! Unpaid stays below the minimum amount are limited.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::places::domain::terms::Terms;

use crate::support::{Client, Options, TestApp};

/// An api with at most two unpaid short stays a day.
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
async fn unpaid_stays_of_an_address_are_limited() {
    let app = app().await;
    let ann = app.driver("ann").await;
    for (label, card) in [("B1", "pm_card_visa"), ("B2", "pm_card_mastercard")] {
        assert_eq!(short_stay(&app, &ann, label, card).await, "carried");
    }
    let spot = app.spot("B3");
    let refused = ann.hold(spot, 3_600).await;
    assert_eq!(refused.headers["retry-after"], "86340", "a day after the first of the two stays");
    refused.problem("waiver_limit");
    // The same address, as a guest.
    app.anonymous().hold_as_guest(spot, 3_600, "Ann@example.com").await.problem("waiver_limit");
    app.advance(TimeDelta::hours(24));
    app.sign_in("ann").await.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn unpaid_stays_of_a_card_are_limited() {
    let app = app().await;
    for (name, label) in [("ann", "B1"), ("bob", "B2")] {
        let driver = app.driver(name).await;
        assert_eq!(short_stay(&app, &driver, label, "pm_card_visa").await, "carried");
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
async fn late_confirmations_of_a_card_are_serialized() {
    let terms = Terms { max_waivers: 1, ..Terms::default() };
    let app = TestApp::with(Options { terms, ..Options::default() }).await;
    let mut stays = Vec::new();
    for number in 0..5 {
        let driver = app.driver(&format!("driver-{number}")).await;
        // 62 cents.
        let held = driver.hold(app.spot(&format!("C{number}")), 500).await.created();
        let id = held["reservation"]["id"].as_str().unwrap().to_owned();
        let intent = driver.act(&id, "card").await.ok();
        let intent = intent["setup_intent_id"].as_str().unwrap();
        app.simulator.give_card(intent, "pm_card_visa").unwrap();
        stays.push((driver, id));
    }
    // Five minutes are left, for 38 cents.
    app.advance(TimeDelta::seconds(200));
    let confirm = |(driver, id): (Client, String)| async move { driver.act(&id, "confirm").await };
    let confirmed = join_all(stays.into_iter().map(confirm)).await;
    let mut statuses: Vec<_> = confirmed.iter().map(|one| one.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429, 429, 429, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn verified_address_sees_its_unpaid_stays() {
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

#[tokio::test(flavor = "multi_thread")]
async fn stay_that_is_paid_for_later_does_not_count() {
    let app = app().await;
    let ann = app.driver("ann").await;
    assert_eq!(short_stay(&app, &ann, "B1", "pm_card_visa").await, "carried");
    let parked = app.park(&ann, app.spot("B2"), 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10));
    let ended = ann.act(parked["id"].as_str().unwrap(), "end").await.ok();
    assert_eq!(
        (&ended["charge"]["state"], &ended["charge"]["amount"]["amount_minor"]),
        (&json!("due"), &json!(83)),
        "75 cents, and 8 for the stay before"
    );
    assert_eq!(short_stay(&app, &ann, "B3", "pm_card_visa").await, "carried");
    app.park(&ann, app.spot("B4"), 3_600, "pm_card_visa").await;
}
