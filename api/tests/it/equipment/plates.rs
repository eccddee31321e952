//! Plates that cameras read, at entrances and exits.

mod exits;
mod late;
mod owners;
mod webhooks;

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::domain::ids::LaneId;
use uuid::Uuid;

use super::{commands, incident_kinds, visits_of};
use crate::support::{
    Client, Response, TestApp,
    visits::{Garage, visit_path},
};

/// The path of a new camera at a lane.
async fn camera(app: &TestApp, garage: &Garage, lane: LaneId, vendor: &str) -> String {
    let camera = json!({ "name": "Camera", "vendor": vendor, "lane_id": lane });
    let path = format!("{}/cameras", garage.admin_path());
    let created = app.operator().await.post(&path, &camera).await.created();
    let url = created["url"].as_str().unwrap();
    url.strip_prefix("http://curbhold.example").unwrap().to_owned()
}

/// A webhook of Plate Recognizer Stream, of now.
fn webhook(app: &TestApp, event: &str, plate: &str, score: f64) -> Value {
    let file = format!("camera-1/{event}.jpg");
    json!({ "hook": { "id": "camera-1", "event": "recognition", "filename": file },
        "data": { "camera_id": "camera-1", "filename": file, "timestamp": app.now(),
            "results": [{ "plate": plate, "score": score, "dscore": 0.9,
                "region": { "code": "us-ny", "score": 0.8 }, "direction": 180 }] } })
}

async fn read(app: &TestApp, camera: &str, webhook: &Value) -> Response {
    app.anonymous().post(camera, webhook).await
}

/// The outcome of a new event with this plate, read with confidence.
async fn outcome(app: &TestApp, camera: &str, plate: &str) -> String {
    let webhook = webhook(app, &Uuid::new_v4().to_string(), plate, 0.97);
    let reads = read(app, camera, &webhook).await.ok();
    reads["reads"][0]["outcome"].as_str().unwrap().to_owned()
}

/// A driver with a saved card and a saved vehicle.
async fn driver(app: &TestApp, name: &str, plate: &str) -> Client {
    let driver = app.driver_with_card(name).await;
    driver.post("/api/v1/vehicles", &json!({ "plate": plate })).await.created();
    driver
}

/// The readings that wait for review, the newest first.
async fn reviews(app: &TestApp, garage: &Garage) -> Vec<Value> {
    let path = format!("{}/plate-reads?outcome=review", garage.admin_path());
    app.operator().await.get(&path).await.ok()["reads"].as_array().unwrap().clone()
}

async fn decide(app: &TestApp, read: &Value, body: Value) -> Response {
    let mut body = body;
    body["note"] = json!("seen on the picture");
    let path = format!("/api/v1/admin/plate-reads/{}/decision", read["id"].as_str().unwrap());
    app.operator().await.post(&path, &body).await
}

/// Reserves a spot of the garage for two hours from now on, for a vehicle with this plate.
async fn book(app: &TestApp, driver: &Client, garage: &Garage, plate: &str) -> Value {
    let body = json!({ "spot_id": garage.spots[0], "duration_seconds": 7_200,
        "vehicle": { "plate": plate } });
    let held = driver.post("/api/v1/reservations", &body).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(driver, id, "pm_card_visa").await
}

#[tokio::test(flavor = "multi_thread")]
async fn camera_opens_for_a_vehicle() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, driver(&app, "ann", "B-AB 123").await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    assert_eq!(outcome(&app, &entrance, "bab123").await, "entered");
    let visit = visits_of(&ann, "open").await.remove(0);
    assert_eq!((&visit["entered_by"], &visit["plate"]), (&json!("plate"), &json!("B-AB 123")));
    let command = commands(&app.bearer(&garage.device)).await.remove(0);
    assert_eq!(command["lane_id"], json!(garage.lane_in));
    assert_eq!(outcome(&app, &entrance, "OTHER 1").await, "no_match");
    // Without a card the driver is known and may not enter.
    let bob = app.driver("bob").await;
    bob.post("/api/v1/vehicles", &json!({ "plate": "BOB 1" })).await.created();
    assert_eq!(outcome(&app, &entrance, "BOB1").await, "refused");
    assert_eq!(commands(&app.bearer(&garage.device)).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn booking_of_a_guest_opens_by_its_plate() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let body = json!({ "spot_id": garage.spots[0], "duration_seconds": 7_200,
        "email": "guest@example.com", "vehicle": { "plate": "GUEST 1" } });
    let held = app.anonymous().post("/api/v1/reservations", &body).await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&guest, id, "pm_card_visa").await;
    assert_eq!(outcome(&app, &entrance, "GUEST1").await, "entered");
    let path = format!("/api/v1/reservations/{id}/visit");
    assert_eq!(guest.get(&path).await.ok()["entered_by"], "plate");
    app.advance(TimeDelta::minutes(2));
    assert_eq!(outcome(&app, &entrance, "GUEST1").await, "entered", "the barrier opens again");
}

#[tokio::test(flavor = "multi_thread")]
async fn read_is_handled_once() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, driver(&app, "ann", "BAB 123").await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let webhook = webhook(&app, "1", "bab123", 0.97);
    let (one, other) =
        tokio::join!(read(&app, &entrance, &webhook), read(&app, &entrance, &webhook));
    assert_eq!(one.ok(), other.ok());
    app.advance(TimeDelta::minutes(12));
    let again = read(&app, &entrance, &webhook).await.ok();
    assert_eq!(again["reads"][0]["outcome"], "entered", "the stored outcome");
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
    let count = "select count(*)::text as text from barrier_commands where $1 is not null";
    assert_eq!(app.query_texts(count), ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn same_plate_within_a_minute_is_ignored() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, driver(&app, "ann", "BAB 123").await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    assert_eq!(outcome(&app, &entrance, "bab123").await, "entered");
    app.advance(TimeDelta::seconds(59));
    assert_eq!(outcome(&app, &entrance, "bab123").await, "duplicate");
    app.advance(TimeDelta::seconds(2));
    assert_eq!(outcome(&app, &entrance, "bab123").await, "entered", "duplicates do not count");
    assert_eq!(visits_of(&ann, "open").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn similar_plate_is_only_proposed() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(1).await, app.driver("ann").await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let booked = book(&app, &ann, &garage, "AB 0100").await;
    assert_eq!(outcome(&app, &entrance, "ABO1OO").await, "review");
    assert!(visits_of(&ann, "open").await.is_empty());
    let found = reviews(&app, &garage).await;
    let [waiting] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(
        (&waiting["plate"], &waiting["region"], &waiting["confidence_percent"]),
        (&json!("ABO1OO"), &json!("us-ny"), &json!(97))
    );
    assert_eq!(
        waiting["proposal"],
        json!({ "reservation_id": booked["id"], "email": "ann@example.com", "plate": "AB 0100" })
    );
    let audit = app.operator().await.get("/api/v1/admin/audit?action=plate_read.list").await.ok();
    assert_eq!(audit["entries"][0]["after"]["reads"], json!([waiting["id"]]));

    let decided = decide(&app, waiting, json!({ "decision": "admit" })).await.ok();
    assert_eq!(decided["outcome"], "admitted");
    let visit = visits_of(&ann, "open").await.remove(0);
    assert_eq!(visit["reservation_id"], booked["id"]);
    let again = decide(&app, waiting, json!({ "decision": "dismiss" })).await.ok();
    assert_eq!(again["outcome"], "admitted", "one decision");
    assert_eq!(commands(&app.bearer(&garage.device)).await.len(), 1);

    let exit = camera(&app, &garage, garage.lane_out, "plate_recognizer").await;
    assert_eq!(outcome(&app, &exit, "ABO1OO").await, "review");
    app.set_rules(garage.site, json!({ "opens_on_similar": true })).await;
    app.advance(TimeDelta::minutes(2));
    assert_eq!(outcome(&app, &exit, "ABO1OO").await, "left");
}

#[tokio::test(flavor = "multi_thread")]
async fn low_confidence_waits_for_review() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, driver(&app, "ann", "BAB 123").await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let poor = read(&app, &entrance, &webhook(&app, "1", "bab123", 0.84)).await.ok();
    assert_eq!(poor["reads"][0]["outcome"], "review");
    assert!(visits_of(&ann, "open").await.is_empty());
    let waiting = reviews(&app, &garage).await.remove(0);
    let dismissed = decide(&app, &waiting, json!({ "decision": "dismiss" })).await.ok();
    assert_eq!(dismissed["outcome"], "dismissed");
    app.advance(TimeDelta::minutes(2));
    read(&app, &entrance, &webhook(&app, "2", "bab123", 0.5)).await.ok();
    let better = read(&app, &entrance, &webhook(&app, "3", "bab123", 0.85)).await.ok();
    assert_eq!(better["reads"][0]["outcome"], "entered", "a better picture counts");
    let waiting = reviews(&app, &garage).await.remove(0);
    let admitted = decide(&app, &waiting, json!({ "decision": "admit" })).await.ok();
    assert_eq!(admitted["outcome"], "admitted");
    assert_eq!(visits_of(&ann, "open").await.len(), 1, "the vehicle is inside");
}

#[tokio::test(flavor = "multi_thread")]
async fn shared_plate_waits_for_review() {
    let app = TestApp::new().await;
    let (garage, ann) = (app.garage(2).await, driver(&app, "ann", "BAB 123").await);
    let bob = driver(&app, "bob", "BAB 123").await;
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    assert_eq!(outcome(&app, &entrance, "bab123").await, "review");
    let waiting = reviews(&app, &garage).await.remove(0);
    let undecided = decide(&app, &waiting, json!({ "decision": "admit" })).await;
    assert_eq!(undecided.problem("invalid_request")["errors"][0]["field"], "reservation_id");
    let unknown = json!({ "decision": "admit", "email": "eve@example.com" });
    let unknown = decide(&app, &waiting, unknown).await.problem("invalid_request");
    assert_eq!(unknown["errors"][0]["field"], "email");
    let body = json!({ "decision": "admit", "email": "bob@example.com" });
    assert_eq!(decide(&app, &waiting, body).await.ok()["outcome"], "admitted");
    assert!(visits_of(&ann, "open").await.is_empty());
    assert_eq!(visits_of(&bob, "open").await[0]["plate"], "BAB 123");
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_by_plate_charges() {
    let app = TestApp::with_worker().await;
    let (garage, ann) = (app.garage(1).await, driver(&app, "ann", "BAB 123").await);
    let entrance = camera(&app, &garage, garage.lane_in, "plate_recognizer").await;
    let exit = camera(&app, &garage, garage.lane_out, "plate_recognizer").await;
    assert_eq!(outcome(&app, &entrance, "bab123").await, "entered");
    let visit = visits_of(&ann, "open").await.remove(0);
    app.advance(TimeDelta::minutes(20));
    assert_eq!(outcome(&app, &exit, "BAB-123").await, "left");
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let left = ann.get(&visit_path(&visit)).await.ok();
    assert_eq!((&left["state"], &left["end_reason"]), (&json!("ended"), &json!("exit")));
    let charge = &left["reservation"]["charge"];
    assert_eq!(
        (&charge["state"], &charge["amount"]["amount_minor"]),
        (&json!("paid"), &json!(150))
    );
    app.mail("ann@example.com", "has ended").await;
    app.advance(TimeDelta::minutes(2));
    assert_eq!(outcome(&app, &exit, "BAB123").await, "left", "the exit opens again");
    assert_eq!(incident_kinds(&app, &garage).await, [""; 0]);
    assert_eq!(outcome(&app, &exit, "OTHER 1").await, "no_match");
    assert_eq!(incident_kinds(&app, &garage).await, ["exit_without_visit"]);
    assert_eq!(commands(&app.bearer(&garage.device)).await.len(), 2, "the exit opens for all");
}
