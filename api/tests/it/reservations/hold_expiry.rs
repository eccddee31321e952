//! The expiry of a hold follows the period of its stay.

use chrono::TimeDelta;
use serde_json::json;
use shared::places::domain::terms::Terms;

use crate::support::{Options, TestApp, Watcher};

/// Api, relay and worker, with stays of at least a second.
async fn with_short_stays() -> TestApp {
    let terms = Terms { min_stay: TimeDelta::seconds(1), ..Terms::default() };
    let mut app = TestApp::with(Options { terms, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn shortened_hold_ends_with_its_stay() {
    let app = with_short_stays().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let intent = ann.act(id, "card").await.ok();
    app.simulator.give_card(intent["setup_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    let short = ann.amend(id, &json!({ "ends_at": "2030-06-03T13:00:10Z" })).await.ok();
    assert_eq!(short["hold_expires_at"], "2030-06-03T13:00:10Z");
    app.advance(TimeDelta::seconds(15));
    bob.hold(spot, 3_600).await.created();
    ann.act(id, "card").await.problem("hold_expired");
    ann.act(id, "confirm").await.problem("hold_expired");
    app.deliver_events("setup_intent.succeeded").await;
    app.wait_for_jobs().await;
    assert_eq!(ann.show(id).await.ok()["status"], "expired");
    assert!(app.simulator.payment_intents().is_empty());
}

/// The number of mails about an expired hold, once all jobs are finished.
async fn expiry_mails_to(app: &TestApp, email: &str) -> usize {
    app.wait_for_jobs().await;
    app.mails.mails_to(email).iter().filter(|mail| mail.subject.contains("has expired")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_leads_back_to_an_expired_hold() {
    let app = TestApp::with_worker().await;
    let held =
        app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "gil@example.com").await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(10));
    let (page, token) = app.link("gil@example.com", "Your hold of spot B14 has expired").await;
    assert_eq!(page, format!("/reservations/{id}"));
    assert_eq!(app.bearer(&token).show(id).await.ok()["status"], "expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn expiry_mail_after_the_stay_is_withdrawn() {
    let app = TestApp::with_worker().await;
    app.driver("ann").await.hold(app.spot("B14"), 3_600).await.created();
    app.wait_for_jobs().await;
    app.mails.refuse_next(1, "451 not now");
    app.advance(TimeDelta::minutes(10));
    let waiting = "select id::text as text from jobs where kind = 'mail.hold_expired' and state = \
        'retrying' and $1 is not null";
    app.wait_until(|| app.query_texts(waiting).len() == 1).await;
    app.advance(TimeDelta::minutes(50));
    assert_eq!(expiry_mails_to(&app, "ann@example.com").await, 0);
    let withdrawn =
        "select template as text from mails where withdrawn_at is not null and $1 is not null";
    assert_eq!(app.query_texts(withdrawn), ["hold_expired"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn expiry_of_an_unverified_hold_is_not_mailed() {
    let app = TestApp::with_verification().await;
    let guest = app.anonymous();
    guest.hold_as_guest(app.spot("B14"), 3_600, "gil@example.com").await.created();
    app.advance(TimeDelta::minutes(10));
    assert_eq!(expiry_mails_to(&app, "gil@example.com").await, 0);
    assert_eq!(
        app.query_texts("select status as text from reservations where $1 is not null"),
        ["expired"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn expiry_of_a_taken_spot_or_offer_is_not_mailed() {
    let mut app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let operator = app.operator().await;
    ann.hold(spot, 3_600).await.created();
    app.advance(TimeDelta::minutes(10));
    let parked = app.park(&bob, spot, 7_200, "pm_card_visa").await;
    app.start_relay();
    app.start_worker();
    assert_eq!(expiry_mails_to(&app, "ann@example.com").await, 0);
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let path = format!("/api/v1/admin/reservations/{}/revoke", parked["id"].as_str().unwrap());
    operator.post(&path, &json!({ "note": "water main broken" })).await.ok();
    app.advance(TimeDelta::minutes(30));
    assert_eq!(expiry_mails_to(&app, "bob@example.com").await, 0);
    assert_eq!(
        app.query_texts("select status as text from reservations where $1 is not null order by id"),
        ["expired", "revoked", "expired"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn extended_hold_lasts_as_long_as_any_other() {
    let app = with_short_stays().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held = ann.hold(spot, 10).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    assert_eq!(held["hold_expires_at"], "2030-06-03T13:00:10Z");
    let extended = ann.amend(id, &json!({ "ends_at": "2030-06-03T14:00:00Z" })).await.ok();
    assert_eq!(extended["hold_expires_at"], "2030-06-03T13:10:00Z");
    app.advance(TimeDelta::seconds(15));
    app.wait_for_jobs().await;
    assert_eq!(ann.show(id).await.ok()["status"], "held");
    // A second amendment does not restart the ten minutes.
    let again = ann.amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z" })).await.ok();
    assert_eq!(again["hold_expires_at"], "2030-06-03T13:10:00Z");
    app.advance(TimeDelta::seconds(585));
    app.wait_for_jobs().await;
    assert_eq!(
        app.query_texts("select status as text from reservations where $1 is not null"),
        ["expired"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn verification_lasts_as_long_as_an_extended_hold() {
    let terms = Terms { min_stay: TimeDelta::seconds(1), verify_emails: true, ..Terms::default() };
    let mut app = TestApp::with(Options { terms, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    let held =
        app.anonymous().hold_as_guest(app.spot("B14"), 10, "guest@example.com").await.created();
    let (id, guest) = (
        held["reservation"]["id"].as_str().unwrap(),
        app.bearer(held["manage_token"].as_str().unwrap()),
    );
    let code = app.code("guest@example.com", "").await;
    guest.amend(id, &json!({ "ends_at": "2030-06-03T14:00:00Z" })).await.ok();
    app.advance(TimeDelta::seconds(60));
    guest.post("/api/v1/email-confirmations", &json!({ "code": code })).await.ok();
    assert_eq!(app.confirm(&guest, id, "pm_card_visa").await["status"], "confirmed");
    app.wait_for_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn amended_offer_keeps_its_longer_term() {
    let app = with_short_stays().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    let path = format!("/api/v1/admin/reservations/{}/revoke", parked["id"].as_str().unwrap());
    operator.post(&path, &json!({ "note": "water main broken" })).await.ok();
    let offer = ann
        .get(&format!("/api/v1/reservations/{}/reseat", parked["id"].as_str().unwrap()))
        .await
        .ok();
    let id = offer["reservation"]["id"].as_str().unwrap();
    for (ends_at, expires_at) in [("13:20:00", "13:20:00"), ("14:00:00", "13:30:00")] {
        let amended =
            ann.amend(id, &json!({ "ends_at": format!("2030-06-03T{ends_at}Z") })).await.ok();
        assert_eq!(amended["hold_expires_at"], format!("2030-06-03T{expires_at}Z"));
    }
    app.wait_for_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn live_update_has_the_end_of_a_shortened_hold() {
    let app = with_short_stays().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.watch_city().await;
    let held = ann.hold(spot, 3_600).await.created();
    watcher.wait_for_spot(&spot.to_string(), "held").await;
    let id = held["reservation"]["id"].as_str().unwrap();
    ann.amend(id, &json!({ "ends_at": "2030-06-03T13:00:10Z" })).await.ok();
    assert_eq!(
        watcher.wait_for_spot(&spot.to_string(), "held").await["changes_at"],
        "2030-06-03T13:00:10Z"
    );
    app.advance(TimeDelta::seconds(10));
    watcher.wait_for_spot(&spot.to_string(), "free").await;
    app.wait_for_jobs().await;
}
