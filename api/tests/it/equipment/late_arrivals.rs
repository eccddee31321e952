//! Arrivals that a device reports after the vehicle has left, and exits of earlier visits.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{account_pass, incident_kinds, visits_of};
use crate::support::{Client, TestApp, visits::Garage};

fn at(time: &str) -> String {
    format!("2030-06-03T{time}Z")
}

/// Reports a pass that the device has admitted alone. Returns the outcome.
async fn report(
    gateway: &Client,
    sequence: i64,
    lane: impl serde::Serialize,
    (time, pass): (&str, &str),
) -> Value {
    let event = json!({ "sequence": sequence, "kind": "opened_offline", "lane_id": lane,
        "at": at(time), "pass": pass });
    let reported = gateway.post("/api/v1/device/events", &json!({ "events": [event] })).await.ok();
    reported["outcomes"][0]["outcome"].clone()
}

/// Checks that the only visit of a driver has ended by an exit at a time.
async fn expect_left(app: &TestApp, time: &str) {
    let ann = app.sign_in("ann").await;
    assert!(visits_of(&ann, "open").await.is_empty());
    let ended = visits_of(&ann, "ended").await;
    let [visit] = ended.as_slice() else { panic!("{ended:#?}") };
    assert_eq!((&visit["end_reason"], &visit["ended_at"]), (&json!("exit"), &json!(at(time))));
}

async fn scan_exit(gateway: &Client, garage: &Garage, pass: &str) {
    let body = json!({ "lane_id": garage.lane_out, "pass": pass });
    assert_eq!(gateway.post("/api/v1/device/scans", &body).await.ok()["opens"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn arrival_is_reported_after_the_exit() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    app.advance(TimeDelta::minutes(20));
    scan_exit(&gateway, &garage, &pass).await;
    app.advance(TimeDelta::minutes(10));
    assert_eq!(report(&gateway, 1, garage.lane_in, ("13:01:00", &pass)).await, "entered");
    expect_left(&app, "13:20:00").await;
    assert_eq!(incident_kinds(&app, &garage).await, ["exit_without_visit"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_exit_is_reported_before_the_arrival() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    app.advance(TimeDelta::minutes(30));
    assert_eq!(report(&gateway, 1, garage.lane_out, ("13:20:00", &pass)).await, "recorded");
    assert_eq!(report(&gateway, 2, garage.lane_in, ("13:01:00", &pass)).await, "entered");
    expect_left(&app, "13:20:00").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arrival_is_reported_after_the_exit_by_plate() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    ann.post("/api/v1/vehicles", &json!({ "plate": "BAB 123" })).await.created();
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    let camera = json!({ "name": "Exit", "vendor": "openalpr", "lane_id": garage.lane_out });
    let path = format!("{}/cameras", garage.admin_path());
    let camera = app.operator().await.post(&path, &camera).await.created();
    let camera = camera["url"].as_str().unwrap().strip_prefix("http://curbhold.example").unwrap();
    app.advance(TimeDelta::minutes(20));
    let group = json!({ "data_type": "alpr_group", "best_uuid": "agent-1",
        "epoch_start": app.now().timestamp_millis(), "best_plate_number": "BAB123",
        "best_confidence": 97.0 });
    let read = app.anonymous().post(camera, &group).await.ok();
    assert_eq!(read["reads"][0]["outcome"], "no_match");
    app.advance(TimeDelta::minutes(10));
    assert_eq!(report(&gateway, 1, garage.lane_in, ("13:01:00", &pass)).await, "entered");
    expect_left(&app, "13:20:00").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_before_an_open_visit_is_not_its_end() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    app.advance(TimeDelta::minutes(40));
    let ann = app.sign_in("ann").await;
    ann.enter(&garage.entrance).await.created();
    assert_eq!(report(&gateway, 1, garage.lane_out, ("13:20:00", &pass)).await, "recorded");
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
}
