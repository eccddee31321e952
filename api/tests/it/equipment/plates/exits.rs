//! Barriers that did not open, and lanes for both directions.

use chrono::TimeDelta;
use serde_json::json;
use shared::platform::domain::ids::LaneId;

use super::{camera, commands, driver, incident_kinds, outcome, visits_of};
use crate::{
    equipment::{account_pass, report},
    support::{TestApp, visits::Garage},
};

/// A lane for both directions, with the barrier of the garage's gateway.
async fn lane_for_both(app: &TestApp, garage: &Garage) -> LaneId {
    let gateway = app.bearer(&garage.device).get("/api/v1/device").await.ok();
    let lane = json!({ "name": "Gate", "direction": "both", "gateway_id": gateway["device_id"] });
    let path = format!("{}/lanes", garage.admin_path());
    let created = app.operator().await.post(&path, &lane).await.created();
    LaneId(created["id"].as_str().unwrap().parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_barrier_opens_at_the_next_reading() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, driver(&app, "ann", "BAB 123").await);
    let gateway = app.bearer(&garage.device);
    ann.enter(&garage.entrance).await.created();
    let exit = camera(&app, &garage, garage.lane_out, "plate_recognizer").await;
    app.advance(TimeDelta::minutes(20));
    assert_eq!(outcome(&app, &exit, "BAB 123").await, "left");
    let failed = commands(&gateway).await.remove(0);
    app.advance(TimeDelta::seconds(3));
    assert_eq!(outcome(&app, &exit, "BAB 123").await, "duplicate");
    assert_eq!(commands(&gateway).await.len(), 1, "the command may still succeed");
    report(&gateway, &failed, "failed").await.no_content();
    app.advance(TimeDelta::seconds(3));
    assert_eq!(outcome(&app, &exit, "BAB 123").await, "duplicate");
    let again = commands(&gateway).await.remove(0);
    assert_eq!(again["lane_id"], json!(garage.lane_out));
    report(&gateway, &again, "opened").await.no_content();
    app.advance(TimeDelta::seconds(3));
    assert_eq!(outcome(&app, &exit, "BAB 123").await, "duplicate");
    assert!(commands(&gateway).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn similar_plate_leaves() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, driver(&app, "ann", "AB 0100").await);
    ann.enter(&garage.entrance).await.created();
    let exit = camera(&app, &garage, garage.lane_out, "plate_recognizer").await;
    app.advance(TimeDelta::minutes(20));
    assert_eq!(outcome(&app, &exit, "ABO1OO").await, "review");
    let command = commands(&app.bearer(&garage.device)).await.remove(0);
    assert_eq!(command["lane_id"], json!(garage.lane_out));
    let ann = app.sign_in("ann").await;
    assert_eq!(visits_of(&ann, "open").await.len(), 1, "an operator decides");
}

#[tokio::test(flavor = "multi_thread")]
async fn entry_is_no_exit_of_the_same_lane() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, driver(&app, "ann", "BAB 123").await);
    let (gateway, lane) = (app.bearer(&garage.device), lane_for_both(&app, &garage).await);
    let gate = camera(&app, &garage, lane, "plate_recognizer").await;
    assert_eq!(outcome(&app, &gate, "BAB 123").await, "entered");
    app.advance(TimeDelta::seconds(70));
    assert_eq!(outcome(&app, &gate, "BAB 123").await, "entered", "it waits for the barrier");
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
    let command = commands(&gateway).await.remove(0);
    report(&gateway, &command, "opened").await.no_content();
    app.advance(TimeDelta::seconds(61));
    assert_eq!(outcome(&app, &gate, "BAB 123").await, "left", "it has driven in");
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pass_that_is_read_twice_stays_inside() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, lane) = (app.bearer(&garage.device), lane_for_both(&app, &garage).await);
    let body = json!({ "lane_id": lane, "pass": account_pass(&ann, &garage).await });
    for _ in 0..2 {
        let read = gateway.post("/api/v1/device/scans", &body).await.ok();
        assert_eq!(read["opens"], true);
        assert_eq!(visits_of(&ann, "open").await.len(), 1);
        app.advance(TimeDelta::seconds(1));
    }
    app.advance(TimeDelta::minutes(2));
    assert_eq!(gateway.post("/api/v1/device/scans", &body).await.ok()["opens"], true);
    assert_eq!(visits_of(&ann, "ended").await.len(), 1);
}
