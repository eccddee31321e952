//! Events of devices that were offline: entries and exits by passes, forced barriers and faults.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{account_pass, commands, incident_kinds, incidents, visits_of};
use crate::support::{
    Client, TestApp,
    visits::{Garage, visit_path},
};

/// A time of the test's day.
fn at(time: &str) -> String {
    format!("2030-06-03T{time}Z")
}

fn entry(sequence: i64, garage: &Garage, time: &str, pass: &str) -> Value {
    json!({ "sequence": sequence, "kind": "opened_offline", "lane_id": garage.lane_in,
        "at": at(time), "pass": pass })
}

fn exit(sequence: i64, garage: &Garage, time: &str, pass: &str) -> Value {
    json!({ "sequence": sequence, "kind": "opened_offline", "lane_id": garage.lane_out,
        "at": at(time), "pass": pass })
}

/// Reports events. Returns their outcomes.
async fn report(gateway: &Client, events: &[Value]) -> Vec<Value> {
    let reported = gateway.post("/api/v1/device/events", &json!({ "events": events })).await.ok();
    reported["outcomes"].as_array().unwrap().clone()
}

fn words(outcomes: &[Value]) -> Vec<&str> {
    outcomes.iter().map(|one| one["outcome"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_entry_becomes_a_visit() {
    let app = TestApp::with_worker().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    app.advance(TimeDelta::minutes(5));
    let outcomes = report(&gateway, &[entry(1, &garage, "13:01:00", &pass)]).await;
    assert_eq!(words(&outcomes), ["entered"]);
    let visit = visits_of(&ann, "open").await.remove(0);
    assert_eq!(
        (&visit["id"], &visit["arrived_at"], &visit["entered_by"]),
        (&outcomes[0]["visit_id"], &json!(at("13:01:00")), &json!("pass"))
    );
    assert_eq!(visit["barrier"], Value::Null, "the barrier was open already");
    assert!(commands(&gateway).await.is_empty());

    app.advance(TimeDelta::minutes(40));
    let outcomes = report(&gateway, &[exit(2, &garage, "13:21:00", &pass)]).await;
    assert_eq!(words(&outcomes), ["left"]);
    assert!(commands(&gateway).await.is_empty());
    app.wait_for_jobs().await;
    let left = app.sign_in("ann").await.get(&visit_path(&visit)).await.ok();
    assert_eq!((&left["end_reason"], &left["ended_at"]), (&json!("exit"), &json!(at("13:21:00"))));
    let charge = &left["reservation"]["charge"];
    assert_eq!(
        (&charge["state"], &charge["amount"]["amount_minor"]),
        (&json!("paid"), &json!(150))
    );
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_events_count_once() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    app.advance(TimeDelta::minutes(10));
    // In the order of their numbers, even if they come in another.
    let events = [
        json!({ "sequence": 3, "kind": "forced", "lane_id": garage.lane_in, "at": at("13:04:00") }),
        exit(2, &garage, "13:03:00", &pass),
        entry(1, &garage, "13:02:00", &pass),
    ];
    let first = report(&gateway, &events).await;
    assert_eq!(words(&first), ["entered", "left", "recorded"]);
    assert_eq!(first[0]["visit_id"], first[1]["visit_id"]);
    assert_eq!(report(&gateway, &events).await, first);
    assert_eq!(visits_of(&ann, "ended").await.len(), 1);
    assert!(visits_of(&ann, "open").await.is_empty());
    assert_eq!(incident_kinds(&app, &garage).await, ["barrier_forced"]);
    // The device has lost its storage, and counts from 1 again.
    app.advance(TimeDelta::minutes(10));
    let other = entry(1, &garage, "13:15:00", &pass);
    let second = report(&gateway, std::slice::from_ref(&other)).await;
    assert_eq!(words(&second), ["entered"]);
    assert_eq!(report(&gateway, &[other]).await, second);
    let ann = app.sign_in("ann").await;
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
    assert_eq!(incident_kinds(&app, &garage).await, ["clock_wrong", "barrier_forced"]);
    assert_eq!(gateway.get("/api/v1/device").await.ok()["next_sequence"], 5);
    // The number belongs to the device.
    let elsewhere = app.garage(1).await;
    let pass = account_pass(&ann, &elsewhere).await;
    let outcomes =
        report(&app.bearer(&elsewhere.device), &[entry(1, &elsewhere, "13:20:00", &pass)]).await;
    assert_eq!(words(&outcomes), ["entered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn known_entry_is_repeated() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(1));
    let outcomes = report(&gateway, &[entry(1, &garage, "13:00:20", &pass)]).await;
    assert_eq!((words(&outcomes), &outcomes[0]["visit_id"]), (vec!["repeated"], &visit["id"]));
    ann.leave(&visit, &garage.exit).await.ok();
    let outcomes = report(&gateway, &[exit(2, &garage, "13:01:00", &pass)]).await;
    assert_eq!((words(&outcomes), &outcomes[0]["visit_id"]), (vec!["repeated"], &visit["id"]));
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pass_of_a_booking_opens_its_visit() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver("ann").await);
    let gateway = app.bearer(&garage.device);
    let booked = app.park(&ann, garage.spots[0], 7_200, "pm_card_visa").await;
    let path = format!("/api/v1/reservations/{}", booked["id"].as_str().unwrap());
    let pass = ann.get(&format!("{path}/pass")).await.ok();
    let pass = pass["token"].as_str().unwrap();
    app.advance(TimeDelta::minutes(10));
    let outcomes = report(&gateway, &[entry(1, &garage, "13:05:00", pass)]).await;
    assert_eq!(words(&outcomes), ["entered"]);
    let visit = ann.get(&format!("{path}/visit")).await.ok();
    assert_eq!(
        (&visit["id"], &visit["reservation_id"], &visit["arrived_at"]),
        (&outcomes[0]["visit_id"], &booked["id"], &json!(at("13:05:00")))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_entries_are_incidents() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let (ann, bob) = (app.driver_with_card("ann").await, app.driver_with_card("bob").await);
    let gateway = app.bearer(&garage.device);
    let (pass, foreign) = (account_pass(&ann, &garage).await, account_pass(&ann, &other).await);
    bob.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(2));
    let events = [
        entry(1, &garage, "13:01:00", &pass),
        entry(2, &garage, "13:01:10", &foreign),
        entry(3, &garage, "13:01:20", "not a pass"),
        entry(4, &garage, "12:58:00", &pass),
        exit(5, &garage, "13:01:30", &pass),
    ];
    let outcomes = report(&gateway, &events).await;
    assert_eq!(words(&outcomes), ["refused", "refused", "refused", "refused", "recorded"]);
    let found = incidents(&app, &garage).await;
    let kinds: Vec<_> = found.iter().rev().map(|one| one["kind"].as_str().unwrap()).collect();
    let refused = "entered_offline_refused";
    assert_eq!(
        kinds,
        ["entered_when_full", refused, refused, refused, "exit_without_visit"],
        "{found:#?}"
    );
    assert_eq!((&found[0]["lane"], &found[0]["at"]), (&json!("Exit"), &json!(at("13:01:30"))));
    assert!(visits_of(&ann, "open").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_before_the_end_is_an_incident() {
    let app = TestApp::with_worker().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    app.set_rules(garage.site, json!({ "max_visit_seconds": 600 })).await;
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(11));
    app.wait_for_jobs().await;
    let ended = ann.visit(&visit).await.ok();
    assert_eq!((&ended["state"], &ended["end_reason"]), (&json!("overdue"), &json!("bound")));
    let outcomes = report(&gateway, &[exit(1, &garage, "13:04:00", &pass)]).await;
    assert_eq!((words(&outcomes), &outcomes[0]["visit_id"]), (vec!["left"], &visit["id"]));
    assert_eq!(ann.visit(&visit).await.ok()["state"], "ended");
    let found = incidents(&app, &garage).await;
    assert_eq!(
        (&found[0]["kind"], &found[0]["visit_id"]),
        (&json!("left_before_end"), &visit["id"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unusable_events_are_ignored() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let (ann, gateway) = (app.driver_with_card("ann").await, app.bearer(&garage.device));
    let pass = account_pass(&ann, &garage).await;
    let wrong_lane = entry(3, &other, "13:00:00", &pass);
    let events = [
        json!({ "sequence": 1, "kind": "fault", "at": "2030-05-27T12:59:59Z" }),
        json!({ "sequence": 2, "kind": "fault", "at": "2030-06-03T13:05:01Z" }),
        wrong_lane,
        json!({ "sequence": 4, "kind": "moved\u{0}", "at": at("13:00:00") }),
        json!({ "sequence": 5, "kind": "passed", "lane_id": garage.lane_in, "at": at("13:00:00") }),
        json!({ "sequence": 6, "kind": "fault", "lane_id": garage.lane_out, "at": at("13:04:00") }),
    ];
    let outcomes = report(&gateway, &events).await;
    let ignored = "ignored";
    assert_eq!(words(&outcomes), [ignored, ignored, ignored, ignored, "recorded", "recorded"]);
    assert_eq!(
        incident_kinds(&app, &garage).await,
        ["barrier_fault", "clock_wrong", "clock_wrong"]
    );
    assert!(visits_of(&ann, "open").await.is_empty());
    for (events, field) in [
        (json!([]), "events"),
        (json!([{ "sequence": 0, "kind": "fault", "at": at("13:00:00") }]), "events.0.sequence"),
    ] {
        let body = json!({ "events": events });
        let refused = gateway.post("/api/v1/device/events", &body).await;
        assert_eq!(refused.problem("invalid_request")["errors"][0]["field"], field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passed_vehicle_is_that_of_the_exit() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, operator) = (app.bearer(&garage.device), app.operator().await);
    let passed = |sequence: i64, time: &str| {
        json!({ "sequence": sequence, "kind": "passed", "lane_id": garage.lane_out,
            "at": at(time) })
    };
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::minutes(5));
    ann.leave(&visit, &garage.exit).await.ok();
    app.advance(TimeDelta::minutes(1));
    let outcomes = report(&gateway, &[passed(1, "13:04:59"), passed(2, "13:05:20")]).await;
    assert_eq!(words(&outcomes), ["recorded", "recorded"]);
    assert_eq!(
        (&outcomes[0]["visit_id"], &outcomes[1]["visit_id"]),
        (&Value::Null, &visit["id"]),
        "the barrier opens after the check-out"
    );
    let path = format!("/api/v1/admin/visits/{}", visit["id"].as_str().unwrap());
    assert_eq!(operator.get(&path).await.ok()["departed_at"], at("13:05:00"));
}
