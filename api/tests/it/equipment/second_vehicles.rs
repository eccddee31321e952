//! A second vehicle behind the first one, with the same code or pass.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{commands, incident_kinds, report};
use crate::support::{
    Client, Response, TestApp,
    visits::{Garage, visit_path},
};

/// A driver who has entered, and whose barrier the gateway has opened. Returns the phone and the
/// visit.
async fn entered(app: &TestApp, garage: &Garage, ann: &Client) -> (Value, Value) {
    let phone = json!({ "app_device": Uuid::new_v4() });
    let visit = ann.enter_with(&garage.entrance, phone.clone()).await.created();
    open_barrier(app, garage).await;
    (phone, visit)
}

/// The gateway opens the barrier.
async fn open_barrier(app: &TestApp, garage: &Garage) {
    let gateway = app.bearer(&garage.device);
    let command = commands(&gateway).await.remove(0);
    report(&gateway, &command, "opened").await.no_content();
}

async fn open_again(driver: &Client, visit: &Value, garage: &Garage) -> Response {
    let path = format!("{}/barrier", visit_path(visit));
    driver.post(&path, &json!({ "code": garage.entrance })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn second_vehicle_is_refused_when_hard() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    app.set_rules(garage.site, json!({ "anti_passback": "hard" })).await;
    let (phone, visit) = entered(&app, &garage, &ann).await;
    app.advance(TimeDelta::seconds(44));
    open_again(&ann, &visit, &garage).await.ok();
    open_barrier(&app, &garage).await;
    app.advance(TimeDelta::seconds(1));
    let refused = open_again(&ann, &visit, &garage).await.problem("already_inside");
    assert_eq!(refused["visit_id"], visit["id"]);
    ann.enter_with(&garage.entrance, phone).await.problem("already_inside");
    assert!(commands(&app.bearer(&garage.device)).await.is_empty());
    assert_eq!(ann.leave(&visit, &garage.exit).await.ok()["state"], "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn second_vehicle_is_an_incident_when_soft() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    let (phone, visit) = entered(&app, &garage, &ann).await;
    assert_eq!(ann.enter_with(&garage.entrance, phone.clone()).await.ok()["id"], visit["id"]);
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0], "the vehicle may wait");
    app.advance(TimeDelta::minutes(1));
    ann.enter_with(&garage.entrance, phone).await.ok();
    assert_eq!(incident_kinds(&app, &garage).await, ["passback"]);
    assert_eq!(commands(&app.bearer(&garage.device)).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn vehicle_that_has_passed_is_inside() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(2).await);
    app.set_rules(garage.site, json!({ "anti_passback": "hard" })).await;
    let (_, visit) = entered(&app, &garage, &ann).await;
    app.advance(TimeDelta::seconds(5));
    let passed = json!({ "sequence": 1, "kind": "passed", "lane_id": garage.lane_in,
        "at": "2030-06-03T13:00:05Z" });
    let events = json!({ "events": [passed] });
    let gateway = app.bearer(&garage.device);
    let reported = gateway.post("/api/v1/device/events", &events).await.ok();
    assert_eq!(reported["outcomes"][0]["visit_id"], visit["id"]);
    open_again(&ann, &visit, &garage).await.problem("already_inside");
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_barrier_opens_again() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "anti_passback": "hard" })).await;
    let visit = ann.enter(&garage.entrance).await.created();
    let gateway = app.bearer(&garage.device);
    let command = commands(&gateway).await.remove(0);
    report(&gateway, &command, "failed").await.no_content();
    app.advance(TimeDelta::minutes(9));
    open_again(&ann, &visit, &garage).await.ok();
    assert_eq!(commands(&gateway).await.len(), 1);
}
