//! Where an exit is controlled, a stay ends when the vehicle leaves: nobody parks free of charge.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{id_of, minor, visits};
use crate::support::{
    TestApp,
    visits::{Garage, token},
};

/// Removes the barrier of the exit.
async fn remove_barrier(app: &TestApp, garage: &Garage) {
    let path = format!("/api/v1/admin/lanes/{}", garage.lane_out);
    app.operator().await.patch(&path, &json!({ "gateway_id": null })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_ends_only_at_the_exit() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let visit = ann.enter(&garage.entrance).await.created();
    let id = id_of(&visit["reservation"]).to_owned();
    assert_eq!(
        (&visit["ends_at_exit"], &visit["reservation"]["undo_until"]),
        (&json!(true), &Value::Null)
    );
    ann.leave_without_code(&visit).await.problem("exit_required");
    for verb in ["cancel", "end"] {
        ann.act(&id, verb).await.problem("exit_required");
    }
    let past = json!({ "ends_at": "2030-06-03T12:59:00Z" });
    ann.amend(&id, &past).await.problem("exit_required");
    ann.act(&id, "report-taken").await.problem("invalid_transition");
    assert_eq!(visits(&app), ["code open"]);

    app.advance(TimeDelta::minutes(14));
    let left = ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!((&left["state"], &left["ends_at_exit"]), (&json!("ended"), &json!(false)));
    assert_eq!(ann.leave_without_code(&visit).await.ok()["ended_at"], left["ended_at"]);
    app.wait_for_jobs().await;
    let charge = &ann.visit(&visit).await.ok()["reservation"]["charge"];
    assert_eq!(minor(&charge["amount"]), 105);
}

#[tokio::test(flavor = "multi_thread")]
async fn operator_ends_a_stay_inside() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(5));
    let path = format!("/api/v1/admin/reservations/{}/end", id_of(&visit["reservation"]));
    app.operator().await.post(&path, &json!({ "note": "the exit is broken" })).await.ok();
    assert_eq!(ann.visit(&visit).await.ok()["state"], "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn open_exit_needs_no_code() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    remove_barrier(&app, &garage).await;
    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(visit["ends_at_exit"], false);
    let id = id_of(&visit["reservation"]);
    ann.act(id, "cancel").await.problem("invalid_transition");
    assert_eq!(ann.leave_without_code(&visit).await.ok()["state"], "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn camera_controls_an_exit() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    remove_barrier(&app, &garage).await;
    let visit = ann.enter(&garage.entrance).await.created();
    let (operator, path) = (app.operator().await, format!("{}/cameras", garage.admin_path()));
    let at = |lane| json!({ "name": "Camera", "vendor": "plate_recognizer", "lane_id": lane });
    operator.post(&path, &at(garage.lane_in)).await.created();
    assert_eq!(ann.visit(&visit).await.ok()["ends_at_exit"], false);
    operator.post(&path, &at(garage.lane_out)).await.created();
    ann.leave_without_code(&visit).await.problem("exit_required");
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_code_ends_no_stay_behind_a_barrier() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let code = json!({ "kind": "spot", "spot_id": garage.spots[0] });
    let codes = format!("{}/codes", garage.admin_path());
    let code = token(&app.operator().await.post(&codes, &code).await.created());
    let visit = ann.enter(&code).await.created();
    ann.leave(&visit, &code).await.problem("exit_required");
    assert_eq!(ann.leave(&visit, &garage.exit).await.ok()["state"], "ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_without_a_number_is_not_reported() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(2).await);
    let booked = app.park(&ann, garage.spots[0], 3_600, "pm_card_visa").await;
    app.set_rules(garage.site, json!({ "numbering": "unnumbered" })).await;
    app.advance(TimeDelta::minutes(2));
    ann.act(id_of(&booked), "report-taken").await.problem("invalid_transition");
    app.set_rules(garage.site, json!({ "numbering": "numbered" })).await;
    ann.act(id_of(&booked), "report-taken").await.ok();
}
