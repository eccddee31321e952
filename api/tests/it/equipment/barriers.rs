//! Barriers: commands to gateways, their outcomes, and passes at readers.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{
    equipment::models::purge::purge,
    platform::{config::live, domain::ids::LaneId},
};

use super::{COMMANDS, account_pass, commands, incident_kinds, report, visits_of};
use crate::support::{
    Client, Response, TestApp,
    visits::{Garage, visit_path},
};

const NOTE: &str = "the driver has called";

/// Opens the entrance as an operator. Returns the command.
async fn open(app: &TestApp, garage: &Garage) -> Response {
    let path = format!("/api/v1/admin/lanes/{}/open", garage.lane_in);
    app.operator().await.post(&path, &json!({ "note": NOTE })).await
}

async fn scan(gateway: &Client, lane: LaneId, pass: &str) -> Value {
    let body = json!({ "lane_id": lane, "pass": pass });
    gateway.post("/api/v1/device/scans", &body).await.ok()
}

/// The state of a command in the database.
fn state(app: &TestApp, command: &Value) -> String {
    let id = command["id"].as_str().unwrap();
    app.query_texts(&format!(
        "select coalesce(outcome, 'none') as text from barrier_commands where id = '{id}' and $1 \
            is not null"
    ))
    .remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn check_in_opens_the_barrier() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, app.driver_with_card("ann").await);
    let gateway = app.bearer(&garage.device);
    let device = gateway.get("/api/v1/device").await.ok();
    assert_eq!(
        (&device["site_id"], &device["kind"], &device["anti_passback"], &device["time"]),
        (&json!(garage.site), &json!("gateway"), &json!("soft"), &json!("2030-06-03T13:00:00Z"))
    );
    let lanes = device["lanes"].as_array().unwrap();
    assert_eq!((lanes.len(), &lanes[0]["direction"]), (2, &json!("in")));
    assert!(commands(&gateway).await.is_empty());

    let visit = ann.enter(&garage.entrance).await.created();
    assert_eq!(visit["barrier"]["state"], "issued");
    let listed = commands(&gateway).await;
    let [command] = listed.as_slice() else { panic!("{listed:#?}") };
    assert_eq!(
        (&command["lane_id"], &command["kind"], &command["expires_at"]),
        (&json!(garage.lane_in), &json!("open"), &json!("2030-06-03T13:00:08Z"))
    );
    assert_eq!(ann.visit(&visit).await.ok()["barrier"]["state"], "delivered");
    assert_eq!(commands(&gateway).await, listed, "the response may have been lost");

    report(&gateway, command, "opened").await.no_content();
    report(&gateway, command, "opened").await.no_content();
    report(&gateway, command, "failed").await.no_content();
    assert_eq!(state(&app, command), "opened", "the first outcome counts");
    assert_eq!(ann.visit(&visit).await.ok()["barrier"]["state"], "opened");
    assert!(commands(&gateway).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_device_receives_a_command() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let gateway = app.bearer(&garage.device);
    let began = Instant::now();
    let none = gateway.get(&format!("{COMMANDS}?wait=1")).await.ok();
    assert_eq!(none["commands"], json!([]));
    assert!(began.elapsed() >= Duration::from_secs(1));

    let path = format!("{COMMANDS}?wait=25");
    let (found, opened) = tokio::join!(gateway.get(&path), open(&app, &garage));
    let (found, opened) = (found.ok(), opened.created());
    assert_eq!(found["commands"][0]["id"], opened["id"]);
    assert_eq!((&opened["lane"], &opened["reason"]), (&json!("Entrance"), &json!(NOTE)));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    let refused = gateway.get(&format!("{COMMANDS}?wait=26")).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn command_of_another_process_is_found() {
    let mut app = TestApp::new().await;
    let garage = app.garage(1).await;
    let other =
        Client::new(&app.another_api(live::Settings::default()).await, Some(&garage.device));
    let path = format!("{COMMANDS}?wait=25");
    let (found, opened) = tokio::join!(other.get(&path), open(&app, &garage));
    assert_eq!(found.ok()["commands"][0]["id"], opened.created()["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn command_expires() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let gateway = app.bearer(&garage.device);
    open(&app, &garage).await.created();
    let late = commands(&gateway).await.remove(0);
    app.advance(TimeDelta::seconds(8));
    assert!(commands(&gateway).await.is_empty(), "it must not be opened any more");
    app.advance(TimeDelta::seconds(5));
    report(&gateway, &late, "opened").await.no_content();
    assert_eq!(state(&app, &late), "opened", "the report was on its way");

    open(&app, &garage).await.created();
    let lost = commands(&gateway).await.remove(0);
    app.advance(TimeDelta::seconds(14));
    report(&gateway, &lost, "opened").await.problem("command_expired");
    purge(&mut app.connect(), app.now()).unwrap();
    assert_eq!((state(&app, &lost), state(&app, &late)), ("expired".into(), "opened".into()));
    report(&gateway, &lost, "opened").await.problem("command_expired");
    report(&gateway, &late, "opened").await.no_content();
}

#[tokio::test(flavor = "multi_thread")]
async fn outcome_needs_its_nonce() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let (gateway, stranger) = (app.bearer(&garage.device), app.bearer(&other.device));
    open(&app, &garage).await.created();
    let command = commands(&gateway).await.remove(0);
    assert!(commands(&stranger).await.is_empty());
    report(&stranger, &command, "opened").await.problem("not_found");
    let forged = json!({ "id": command["id"], "nonce": "AAAAAAAAAAAAAAAAAAAAAA" });
    report(&gateway, &forged, "opened").await.problem("not_found");
    for (nonce, outcome, field) in [("?", "opened", "nonce"), ("AAAA", "expired", "outcome")] {
        let wrong = json!({ "id": command["id"], "nonce": nonce });
        let refused = report(&gateway, &wrong, outcome).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], field);
    }
    assert_eq!(state(&app, &command), "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_device_is_refused() {
    let app = TestApp::new().await;
    let (garage, operator) = (app.garage(1).await, app.operator().await);
    let gateway = app.bearer(&garage.device);
    let id = gateway.get("/api/v1/device").await.ok()["device_id"].as_str().unwrap().to_owned();
    let device = |verb: &str| format!("/api/v1/admin/devices/{id}/{verb}");
    let renewed = operator.post(&device("renew-key"), &json!({})).await.ok();
    gateway.get("/api/v1/device").await.problem("unauthenticated");
    let gateway = app.bearer(renewed["key"].as_str().unwrap());
    gateway.get("/api/v1/device").await.ok();

    let revoked = operator.post(&device("revoke"), &json!({ "note": NOTE })).await.ok();
    assert_eq!((&revoked["revoked_at"], &revoked["is_online"]), (&json!(app.now()), &json!(false)));
    gateway.get("/api/v1/device").await.problem("unauthenticated");
    operator.post(&device("renew-key"), &json!({})).await.problem("not_found");
    open(&app, &garage).await.problem("no_barrier");
    for token in ["", "dev_", "dev_0198c5a27b307c4e9d2f1a2b3c4d5e6f_x", "x"] {
        app.bearer(token).get("/api/v1/device").await.problem("unauthenticated");
    }
    app.anonymous().get("/api/v1/device").await.problem("unauthenticated");
    operator.get("/api/v1/device").await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn pass_opens_both_barriers() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver_with_card("ann").await);
    let (gateway, pass) = (app.bearer(&garage.device), account_pass(&ann, &garage).await);
    let entered = scan(&gateway, garage.lane_in, &pass).await;
    assert_eq!((&entered["opens"], &entered["reason"]), (&json!(true), &Value::Null));
    let command = commands(&gateway).await.remove(0);
    assert_eq!(command["id"], entered["command_id"]);
    report(&gateway, &command, "opened").await.no_content();
    let visit = visits_of(&ann, "open").await.remove(0);
    assert_eq!(visit["entered_by"], "pass");

    app.advance(TimeDelta::minutes(10));
    let left = scan(&gateway, garage.lane_out, &pass).await;
    assert_eq!(left["opens"], true);
    let ann = app.sign_in("ann").await;
    let visit = ann.get(&visit_path(&visit)).await.ok();
    assert_eq!(
        (&visit["end_reason"], &visit["ended_at"]),
        (&json!("exit"), &json!("2030-06-03T13:10:00Z"))
    );
    assert_eq!(scan(&gateway, garage.lane_out, &pass).await["opens"], true, "once more");
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_pass_opens_only_the_exit() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(1).await, app.garage(1).await);
    let (ann, bob) = (app.driver_with_card("ann").await, app.driver_with_card("bob").await);
    let gateway = app.bearer(&garage.device);
    let (of_ann, foreign) = (account_pass(&ann, &garage).await, account_pass(&ann, &other).await);
    bob.enter(&garage.entrance).await.created();
    for (pass, reason) in [
        ("not a pass", "unknown_code"),
        (foreign.as_str(), "other_site"),
        (of_ann.as_str(), "site_full"),
    ] {
        let refused = scan(&gateway, garage.lane_in, pass).await;
        assert_eq!((&refused["opens"], &refused["reason"]), (&json!(false), &json!(reason)));
        assert_eq!(refused["command_id"], Value::Null);
    }
    app.advance(TimeDelta::hours(13));
    let expired = scan(&gateway, garage.lane_in, &of_ann).await;
    assert_eq!(expired["reason"], "code_revoked");
    for pass in ["not a pass", foreign.as_str(), of_ann.as_str()] {
        assert_eq!(scan(&gateway, garage.lane_out, pass).await["opens"], true, "{pass}");
    }
    assert_eq!(incident_kinds(&app, &garage).await, ["exit_without_visit"; 3]);
    let body = json!({ "lane_id": other.lane_in, "pass": of_ann });
    let refused = gateway.post("/api/v1/device/scans", &body).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "lane_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn screen_shows_the_rotating_code() {
    let app = TestApp::new().await;
    let (garage, operator) = (app.garage(1).await, app.operator().await);
    let screen = json!({ "kind": "screen", "name": "Screen" });
    let screen = operator.post(&format!("{}/devices", garage.admin_path()), &screen).await;
    let screen = app.bearer(screen.created()["key"].as_str().unwrap());
    screen.get("/api/v1/device/code").await.problem("not_found");
    let code = json!({ "kind": "entrance", "lane_id": garage.lane_in, "is_rotating": true });
    operator.post(&format!("{}/codes", garage.admin_path()), &code).await.created();
    let shown = screen.get("/api/v1/device/code").await.ok();
    assert_eq!(shown["valid_until"], "2030-06-03T13:00:30Z");
    assert!(shown["svg"].as_str().unwrap().starts_with("<svg xmlns="));
    screen.get("/api/v1/device/code?kind=exit").await.problem("not_found");
    app.advance(TimeDelta::seconds(30));
    let next = screen.get("/api/v1/device/code?kind=entrance").await.ok();
    assert_ne!(next["url"], shown["url"]);
    let ann = app.driver_with_card("ann").await;
    let token = shown["url"].as_str().unwrap().rsplit_once("/go/").unwrap().1.to_owned();
    ann.enter(&token).await.created();
}
