//! Webhooks that come long after the reading, and decisions long after it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    camera, commands, decide, driver, incident_kinds, outcome, reviews, visits_of, webhook,
};
use crate::support::{TestApp, visits::Garage};

fn at(time: &str) -> String {
    format!("2030-06-03T{time}Z")
}

/// A garage with two spots, and Ann with her vehicle `BAB 123`.
async fn app_with_driver() -> (TestApp, Garage) {
    let app = TestApp::new().await;
    let garage = app.garage(2).await;
    driver(&app, "ann", "BAB 123").await;
    (app, garage)
}

/// The outcome of a reading of a time of the test's day, which comes now.
async fn late_outcome(app: &TestApp, camera: &str, plate: &str, time: &str) -> Value {
    let mut late = webhook(app, time, plate, 0.97);
    late["data"]["timestamp"] = json!(at(time));
    super::read(app, camera, &late).await.ok()["reads"][0]["outcome"].clone()
}

/// The paths of a camera at the entrance and of one at the exit, which have read a plate at once.
async fn cameras(app: &TestApp, garage: &Garage) -> (String, String) {
    let entrance = camera(app, garage, garage.lane_in, "plate_recognizer").await;
    let exit = camera(app, garage, garage.lane_out, "plate_recognizer").await;
    assert_eq!(outcome(app, &entrance, "OTHER 1").await, "no_match");
    assert_eq!(outcome(app, &exit, "OTHER 1").await, "no_match");
    (entrance, exit)
}

#[tokio::test(flavor = "multi_thread")]
async fn late_exit_ends_at_its_time() {
    let (app, garage) = app_with_driver().await;
    let (entrance, exit) = cameras(&app, &garage).await;
    assert_eq!(outcome(&app, &entrance, "BAB 123").await, "entered");
    app.advance(TimeDelta::minutes(60));
    assert_eq!(late_outcome(&app, &exit, "BAB 123", "13:20:00").await, "left");
    let ann = app.sign_in("ann").await;
    let visit = visits_of(&ann, "ended").await.remove(0);
    assert_eq!(
        (&visit["end_reason"], &visit["ended_at"]),
        (&json!("exit"), &json!(at("13:20:00")))
    );
    assert!(commands(&app.bearer(&garage.device)).await.is_empty(), "nobody is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn late_exit_is_not_that_of_a_later_visit() {
    let (app, garage) = app_with_driver().await;
    let (entrance, exit) = cameras(&app, &garage).await;
    app.advance(TimeDelta::minutes(40));
    assert_eq!(outcome(&app, &entrance, "BAB 123").await, "entered");
    assert_eq!(late_outcome(&app, &exit, "BAB 123", "13:20:00").await, "no_match");
    let ann = app.sign_in("ann").await;
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
    assert_eq!(incident_kinds(&app, &garage).await, ["exit_without_visit"; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn late_entrance_waits_for_review() {
    let (app, garage) = app_with_driver().await;
    driver(&app, "bob", "BOB 1").await;
    let (entrance, _) = cameras(&app, &garage).await;
    app.advance(TimeDelta::minutes(20));
    assert_eq!(late_outcome(&app, &entrance, "BAB 123", "13:02:00").await, "review");
    assert_eq!(late_outcome(&app, &entrance, "OTHER 2", "13:02:10").await, "no_match");
    let waiting = reviews(&app, &garage).await.remove(0);
    let refused = decide(&app, &waiting, json!({ "decision": "admit" })).await;
    assert_eq!(refused.problem("invalid_request")["errors"][0]["field"], "decision");
    decide(&app, &waiting, json!({ "decision": "dismiss" })).await.ok();
    let ann = app.sign_in("ann").await;
    assert!(visits_of(&ann, "open").await.is_empty());

    assert_eq!(late_outcome(&app, &entrance, "BOB 1", "13:15:00").await, "review");
    let waiting = reviews(&app, &garage).await.remove(0);
    decide(&app, &waiting, json!({ "decision": "admit" })).await.ok();
    let bob = app.sign_in("bob").await;
    assert_eq!(visits_of(&bob, "open").await[0]["arrived_at"], at("13:15:00"));
    assert!(commands(&app.bearer(&garage.device)).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn late_entrance_of_a_known_visit_is_found() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, driver(&app, "ann", "BAB 123").await);
    let (entrance, _) = cameras(&app, &garage).await;
    app.advance(TimeDelta::minutes(5));
    ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(30));
    assert_eq!(late_outcome(&app, &entrance, "BAB 123", "13:04:50").await, "entered");
    let ann = app.sign_in("ann").await;
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn decision_about_an_exit_is_of_its_time() {
    let (app, garage) = app_with_driver().await;
    let (entrance, exit) = cameras(&app, &garage).await;
    assert_eq!(outcome(&app, &entrance, "BAB 123").await, "entered");
    app.advance(TimeDelta::minutes(20));
    let doubtful = webhook(&app, "1", "BAB 123", 0.5);
    let read = super::read(&app, &exit, &doubtful).await.ok();
    assert_eq!(read["reads"][0]["outcome"], "review");
    let command = commands(&app.bearer(&garage.device)).await.remove(0);
    assert_eq!(command["lane_id"], json!(garage.lane_out), "the exit opens at once");
    let ann = app.sign_in("ann").await;
    assert_eq!(visits_of(&ann, "open").await.len(), 1);

    app.advance(TimeDelta::hours(2));
    let waiting = reviews(&app, &garage).await.remove(0);
    decide(&app, &waiting, json!({ "decision": "admit" })).await.ok();
    let ann = app.sign_in("ann").await;
    let visit = visits_of(&ann, "ended").await.remove(0);
    assert_eq!(visit["ended_at"], at("13:20:00"));
    assert!(commands(&app.bearer(&garage.device)).await.is_empty(), "the vehicle is gone");
}
