//! Entries that are repeated: by the same scan, by the same key, and while a visit is open.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{add_vehicle, id_of, minor, visits};
use crate::support::{Client, Response, TestApp, client::send, visits::arrival};

#[tokio::test(flavor = "multi_thread")]
async fn repeated_scan_opens_again() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    let device = json!({ "app_device": Uuid::new_v4() });
    let visit = ann.enter_with(&garage.entrance, device.clone()).await.created();
    app.advance(TimeDelta::minutes(9));
    let again = ann.enter_with(&garage.entrance, device).await.ok();
    assert_eq!(again["id"], visit["id"]);
    assert_ne!(again["barrier"]["command_id"], visit["barrier"]["command_id"]);
    assert_eq!(visits(&app), ["code open"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn second_device_is_refused_when_hard() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    app.set_rules(garage.site, json!({ "anti_passback": "hard" })).await;
    add_vehicle(&ann, "B-AB 123").await;
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(visit["plate"], "B-AB 123");
    app.advance(TimeDelta::minutes(11));
    let refused = ann.enter(&garage.entrance).await.problem("already_inside");
    assert_eq!((&refused["visit_id"], &refused["status"]), (&visit["id"], &json!(409)));

    let end = format!("/api/v1/admin/visits/{}/end", id_of(&visit));
    let reset = json!({ "reason": "reset", "note": "the exit was open" });
    app.operator().await.post(&end, &reset).await.ok();
    ann.enter(&garage.entrance).await.created();
    assert_eq!(visits(&app), ["code reset", "code open"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn second_entry_ends_the_first_when_soft() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(3).await);
    let device = json!({ "app_device": Uuid::new_v4() });
    let first = ann.enter_with(&garage.entrance, device.clone()).await.created();
    app.advance(TimeDelta::minutes(14));
    let second = ann.enter_with(&garage.entrance, device).await.created();
    assert_ne!(second["id"], first["id"]);
    assert_eq!(visits(&app), ["code passback", "code open"]);
    let kinds = "select kind as text from incidents where $1 is not null";
    assert_eq!(app.query_texts(kinds), ["passback"]);
    app.wait_for_jobs().await;
    let charge = &ann.visit(&first).await.ok()["reservation"]["charge"];
    assert_eq!((&charge["state"], minor(&charge["amount"])), (&json!("paid"), 105));
}

async fn enter_with_key(driver: &Client, body: &Value, key: &str) -> Response {
    let request = driver.request(Method::POST, "/api/v1/visits").header("Idempotency-Key", key);
    send(request.json(body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn key_returns_the_same_visit() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    let body = arrival(&garage.entrance, json!({}));
    let visit = enter_with_key(&ann, &body, "one").await.created();
    app.advance(TimeDelta::minutes(11));
    let again = enter_with_key(&ann, &body, "one").await.created();
    assert_eq!(
        (&again["id"], &again["barrier"]["command_id"]),
        (&visit["id"], &visit["barrier"]["command_id"])
    );
    assert_eq!(visits(&app), ["code open"]);
    let other = arrival(&garage.entrance, json!({}));
    enter_with_key(&ann, &other, "one").await.problem("idempotency_key_reused");
}
