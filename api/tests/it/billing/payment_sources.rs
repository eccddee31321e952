//! Payment sources of reservations: a card, or nothing to pay.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{Client, TestApp};

fn free_spot(app: &TestApp, label: &str) -> SpotId {
    app.city.spot(&mut app.connect(), label, 0.0, 0)
}

fn request(spot: SpotId, source: &str) -> Value {
    json!({ "spot_id": spot, "duration_seconds": 3_600, "payment_source": source })
}

fn hold_id(created: &Value) -> String {
    created["reservation"]["id"].as_str().unwrap().to_owned()
}

/// A driver with a verified address.
async fn verified_driver(app: &TestApp, name: &str) -> Client {
    let driver = app.driver(name).await;
    app.query_texts(&format!(
        "update users set email_confirmed_at = $1 where email = '{name}@example.com' returning \
            email as text"
    ));
    driver
}

/// Holds and confirms a spot without a card.
async fn park_for_free(driver: &Client, spot: SpotId) -> String {
    let held = driver.post("/api/v1/reservations", &request(spot, "none")).await.created();
    assert_eq!(held["reservation"]["awaiting"], json!([]));
    let id = hold_id(&held);
    let confirmed = driver.act(&id, "confirm").await.ok();
    assert_eq!(
        (&confirmed["status"], &confirmed["payment_source"], &confirmed["card"]),
        (&json!("confirmed"), &json!("none"), &Value::Null)
    );
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn free_stay_needs_no_card_and_is_billed_as_zero() {
    let app = TestApp::with_worker().await;
    let ann = verified_driver(&app, "ann").await;
    let id = park_for_free(&ann, free_spot(&app, "F1")).await;
    assert_eq!(ann.act(&id, "confirm").await.ok()["revision"], 2, "a repeat changes nothing");
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let ended = app.sign_in("ann").await.show(&id).await.ok();
    assert_eq!(
        (&ended["status"], &ended["charge"]["state"], &ended["charge"]["kind"]),
        (&json!("completed"), &json!("zero"), &json!("stay"))
    );
    assert_eq!(
        app.query_texts("select id::text as text from ledger_entries where at <= $1").len(),
        0
    );
    assert_eq!(app.simulator.all("setup_intent").len(), 0, "Stripe is not asked");
    app.mail("ann@example.com", "has ended").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_without_a_card_is_confirmed_by_the_address() {
    // Verification is not required of guests with a card here.
    let app = TestApp::with_worker().await;
    let mut body = request(free_spot(&app, "F1"), "none");
    body["email"] = json!("guest@example.com");
    let held = app.anonymous().post("/api/v1/reservations", &body).await.created();
    assert_eq!(held["reservation"]["awaiting"], json!(["email"]));
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let still_held = guest.act(&hold_id(&held), "confirm").await.ok();
    assert_eq!(still_held["status"], "held");
    let code = app.code("guest@example.com", "is held for you").await;
    let verified = guest.post("/api/v1/email-confirmations", &json!({ "code": code })).await.ok();
    assert_eq!(verified["reservation"]["status"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_user_needs_a_card() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, free_spot(&app, "F1"));
    let refused = ann.post("/api/v1/reservations", &request(spot, "none")).await;
    refused.problem("email_unconfirmed");
    ann.post("/api/v1/reservations", &request(spot, "card")).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn card_is_the_default_at_a_rate_of_zero() {
    let app = TestApp::new().await;
    let ann = verified_driver(&app, "ann").await;
    let held = ann.hold(free_spot(&app, "F1"), 3_600).await.created();
    assert_eq!(
        (&held["reservation"]["payment_source"], &held["reservation"]["awaiting"]),
        (&json!("card"), &json!(["card"]))
    );
    ann.act(&hold_id(&held), "confirm").await.problem("card_not_ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_that_is_not_zero_needs_a_card() {
    let app = TestApp::new().await;
    let ann = verified_driver(&app, "ann").await;
    let refused = ann.post("/api/v1/reservations", &request(app.spot("B14"), "none")).await;
    assert_eq!(refused.problem("card_required")["rate"]["amount_minor"], 450);
    // A period that is rounded to zero is not free by contract.
    let cheap = app.city.spot(&mut app.connect(), "C1", 0.0, 1);
    let body = json!({ "spot_id": cheap, "duration_seconds": 300, "payment_source": "none" });
    ann.post("/api/v1/reservations", &body).await.problem("card_required");
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_of_later_versions_are_refused() {
    let app = TestApp::new().await;
    let (ann, spot) = (verified_driver(&app, "ann").await, free_spot(&app, "F1"));
    for source in ["wallet", "permit", "invoice"] {
        let refused = ann.post("/api/v1/reservations", &request(spot, source)).await;
        refused.problem("payment_source_unavailable");
    }
    ann.post("/api/v1/reservations", &request(spot, "cash")).await.problem("invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn added_time_with_a_price_needs_a_card() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (verified_driver(&app, "ann").await, free_spot(&app, "F1"));
    let id = park_for_free(&ann, spot).await;
    app.query_texts(&format!(
        "update spots set rate_minor_per_hour = 450 where id = '{spot}' and $1 is not null \
            returning label as text"
    ));
    let ends_at = "2030-06-03T15:00:00Z";
    let quote = format!("/api/v1/reservations/{id}/extension?ends_at={ends_at}");
    ann.get(&quote).await.problem("card_required");
    ann.amend(&id, &json!({ "ends_at": ends_at })).await.problem("card_required");

    let intent = ann.act(&id, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    let body = json!({ "setup_intent_id": intent });
    let path = format!("/api/v1/reservations/{id}/confirm");
    assert_eq!(ann.post(&path, &body).await.ok()["payment_source"], "card");
    ann.amend(&id, &json!({ "ends_at": ends_at })).await.ok();
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    let ended = app.sign_in("ann").await.show(&id).await.ok();
    assert_eq!(ended["charge"]["state"], "paid");
}

#[tokio::test(flavor = "multi_thread")]
async fn reseat_of_a_free_stay_needs_no_card() {
    let app = TestApp::new().await;
    let ann = verified_driver(&app, "ann").await;
    let (spot, other) = (free_spot(&app, "F1"), free_spot(&app, "F2"));
    let id = park_for_free(&ann, spot).await;
    let revoke = format!("/api/v1/admin/reservations/{id}/revoke");
    app.operator().await.post(&revoke, &json!({ "note": "works" })).await.ok();
    let reseat = format!("/api/v1/reservations/{id}/reseat");
    let accepted = ann.post(&reseat, &json!({ "accept": true })).await.ok();
    let accepted = &accepted["reservation"];
    assert_eq!(
        (&accepted["status"], &accepted["payment_source"], &accepted["spot"]["id"]),
        (&json!("confirmed"), &json!("none"), &json!(other))
    );
}
