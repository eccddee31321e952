//! Passes of vehicles, and passes that are older than the visit.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::domain::ids::LaneId;

use super::{account_pass, incident_kinds, visits_of};
use crate::support::{Client, TestApp, visits::Garage};

/// Saves a vehicle. Returns its pass.
async fn pass_of(driver: &Client, garage: &Garage, plate: &str) -> String {
    let vehicle = driver.post("/api/v1/vehicles", &json!({ "plate": plate })).await.created();
    let body = json!({ "vehicle_id": vehicle["id"] });
    let pass = driver.post(&format!("{}/pass", garage.path()), &body).await.ok();
    pass["token"].as_str().unwrap().to_owned()
}

async fn scan(gateway: &Client, lane: LaneId, pass: &str) -> Value {
    let body = json!({ "lane_id": lane, "pass": pass });
    gateway.post("/api/v1/device/scans", &body).await.ok()
}

/// The plates of the open visits of a driver, the newest first.
async fn open_plates(driver: &Client) -> Vec<Value> {
    visits_of(driver, "open").await.iter().map(|visit| visit["plate"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_vehicle_has_its_pass() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(3).await, app.driver_with_card("ann").await);
    let gateway = app.bearer(&garage.device);
    let first = pass_of(&ann, &garage, "AB 1").await;
    let second = pass_of(&ann, &garage, "AB 2").await;
    for pass in [&first, &second] {
        assert_eq!(scan(&gateway, garage.lane_in, pass).await["opens"], true);
        app.advance(TimeDelta::minutes(11));
    }
    let ann = app.sign_in("ann").await;
    assert_eq!(open_plates(&ann).await, [json!("AB 2"), json!("AB 1")], "both are inside");
    assert_eq!(scan(&gateway, garage.lane_out, &first).await["opens"], true);
    assert_eq!(open_plates(&ann).await, [json!("AB 2")]);
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pass_of_a_removed_vehicle_is_unknown() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), pass_of(&ann, &garage, "AB 1").await);
    let saved = ann.get("/api/v1/vehicles").await.ok();
    let id = saved["vehicles"][0]["id"].as_str().unwrap();
    ann.delete(&format!("/api/v1/vehicles/{id}")).await.no_content();
    let refused = scan(&gateway, garage.lane_in, &pass).await;
    assert_eq!((&refused["opens"], &refused["reason"]), (&json!(false), &json!("unknown_code")));
    let event = json!({ "sequence": 1, "kind": "opened_offline", "lane_id": garage.lane_in,
        "at": "2030-06-03T13:00:00Z", "pass": pass });
    let reported = gateway.post("/api/v1/device/events", &json!({ "events": [event] })).await.ok();
    assert_eq!(reported["outcomes"][0]["outcome"], "refused");
    assert_eq!(incident_kinds(&app, &garage).await, ["entered_offline_refused"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn old_pass_ends_no_visit() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    app.advance(TimeDelta::hours(13));
    let ann = app.sign_in("ann").await;
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(5));
    let scanned = scan(&gateway, garage.lane_out, &pass).await;
    assert_eq!(scanned["opens"], true, "an exit is never refused");
    assert_eq!(ann.visit(&visit).await.ok()["state"], "open");
    assert_eq!(incident_kinds(&app, &garage).await, ["exit_without_visit"]);
}
