//! New reservations require a running worker, which ends and bills stays.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use worker::heartbeat::beat;

use crate::support::{Options, TestApp};

async fn with_missing_after(seconds: u64) -> TestApp {
    TestApp::with(Options {
        worker_missing: Some(Duration::from_secs(seconds)),
        ..Options::default()
    })
    .await
}

async fn readiness(app: &TestApp) -> Value {
    app.anonymous().get("/readyz").await.ok()["workers"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_worker_stops_new_reservations() {
    let app = with_missing_after(120).await;
    let ann = app.driver("ann").await;
    let spots = ["S1", "S2"].map(|label| app.spot(label));
    assert_eq!(readiness(&app).await, "no new reservations: none was ever seen");
    ann.hold(spots[0], 3600).await.problem("unavailable");

    let worker = Uuid::now_v7();
    beat(&app.context.db, &app.clock, worker).await.unwrap();
    assert_eq!(readiness(&app).await, "ok");
    let held = ann.hold(spots[0], 3600).await.created();

    app.advance(TimeDelta::seconds(120));
    assert_eq!(
        readiness(&app).await,
        "no new reservations: none was seen since 2030-06-03T13:00:00Z"
    );
    ann.hold(spots[1], 3600).await.problem("unavailable");
    // Existing reservations can still be changed.
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();

    beat(&app.context.db, &app.clock, worker).await.unwrap();
    ann.hold(spots[1], 3600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_worker_stops_legacy_reservations() {
    let app = with_missing_after(120).await;
    let path = format!("/reservation-unauth/{}/", app.spot("S1").0);
    let request =
        json!({ "reservation": { "email": "guest@example.com", "reservation_length": 60 } });
    assert_eq!(app.anonymous().post(&path, &request).await.status, 503);
    beat(&app.context.db, &app.clock, Uuid::now_v7()).await.unwrap();
    assert_eq!(app.anonymous().post(&path, &request).await.status, 201);
}
