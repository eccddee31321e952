//! A driver or a vehicle does not return to a zone too early.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{Client, Response, TestApp, tariffs::flat_with};

const CONFIRM: &str = "/api/v1/email-confirmations";
const HELD: &str = "is held for you";
const FIRST: (&str, &str) = ("2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z");
/// Half an hour after the first stay.
const TOO_EARLY: (&str, &str) = ("2030-06-03T17:30:00Z", "2030-06-03T18:30:00Z");

/// Posts a tariff with an hour between stays.
async fn post_rule(app: &TestApp) {
    let document = flat_with(300, json!({ "no_return_minutes": 60, "max_stay_minutes": 240 }));
    app.post_tariff(&document, json!({ "zone_id": app.city.zone_id })).await;
}

async fn hold(client: &Client, spot: SpotId, period: (&str, &str), more: Value) -> Response {
    let mut body = json!({ "spot_id": spot, "starts_at": period.0, "ends_at": period.1 });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    client.post("/api/v1/reservations", &body).await
}

fn car(plate: &str) -> Value {
    json!({ "vehicle": { "plate": plate } })
}

fn guest(email: &str, plate: &str) -> Value {
    json!({ "email": email, "vehicle": { "plate": plate } })
}

fn vehicle_path(held: &Value) -> String {
    format!("/api/v1/reservations/{}/vehicle", held["reservation"]["id"].as_str().unwrap())
}

/// Checks that a stay is refused as an early return, with this next start.
fn assert_early(response: Response, allowed_from: Value) {
    let problem = response.problem("not_allowed_by_tariff");
    assert_eq!(
        (&problem["reason"], &problem["allowed_from"]),
        (&json!("no_return"), &allowed_from)
    );
}

/// Signs a driver up and verifies the address.
async fn verified(app: &TestApp, name: &str) -> Client {
    let email = format!("{name}@example.com");
    let body = json!({ "email": email, "password": "park-at-the-curb" });
    let begun = app.anonymous().post("/api/v1/accounts", &body).await.accepted();
    let code = app.code(&email, "is your code").await;
    let waiting = app.bearer(begun["sign_up_token"].as_str().unwrap());
    let confirmed = waiting.post(CONFIRM, &json!({ "code": code })).await.ok();
    app.bearer(confirmed["session"]["access_token"].as_str().unwrap())
}

/// Verifies the address of a guest's hold.
async fn verify(app: &TestApp, held: &Value, email: &str) -> Response {
    let code = app.code(email, HELD).await;
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    guest.post(CONFIRM, &json!({ "code": code })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn same_driver_or_plate_does_not_return_early() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let (spot, next) = (app.spot("B14"), app.spot("B15"));
    post_rule(&app).await;
    hold(&ann, spot, FIRST, car("BAB 123")).await.created();
    assert_early(hold(&ann, next, TOO_EARLY, json!({})).await, json!("2030-06-03T18:00:00Z"));
    let before = ("2030-06-03T14:30:00Z", "2030-06-03T15:30:00Z");
    assert_early(hold(&ann, next, before, json!({})).await, json!("2030-06-03T18:00:00Z"));
    // The end of another driver's stay is not disclosed.
    let other = guest("gil@example.com", "bab-123");
    assert_early(hold(&app.anonymous(), next, TOO_EARLY, other).await, Value::Null);
    let held = hold(&bob, next, TOO_EARLY, car("BOB 1")).await.created();
    assert_early(bob.put(&vehicle_path(&held), &car("BAB 123")).await, Value::Null);
    let after = ("2030-06-03T18:30:00Z", "2030-06-03T19:00:00Z");
    hold(&ann, next, after, car("BAB 123")).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn unverified_hold_counts_after_verification() {
    let app = TestApp::with_verification().await;
    verified(&app, "operator").await;
    let (ann, spot, next) = (verified(&app, "ann").await, app.spot("B14"), app.spot("B15"));
    post_rule(&app).await;
    let email = "gil@example.com";
    let entered = guest(email, "BAB 123");
    let held = hold(&app.anonymous(), spot, FIRST, entered).await.created();
    hold(&ann, next, TOO_EARLY, car("BAB 123")).await.created();
    assert_early(verify(&app, &held, email).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn account_and_guest_of_an_address_are_one_driver() {
    let app = TestApp::with_verification().await;
    verified(&app, "operator").await;
    let (ann, bob) = (verified(&app, "ann").await, verified(&app, "bob").await);
    let (spot, next) = (app.spot("B14"), app.spot("B15"));
    post_rule(&app).await;
    hold(&ann, spot, FIRST, json!({})).await.created();
    let email = "Ann@example.com";
    let held = hold(&app.anonymous(), next, TOO_EARLY, guest(email, "BAB 123")).await.created();
    assert_early(verify(&app, &held, email).await, json!("2030-06-03T18:00:00Z"));

    let (email, third) = ("Bob@example.com", app.spot("B16"));
    let held = hold(&app.anonymous(), third, FIRST, guest(email, "BOB 1")).await.created();
    verify(&app, &held, email).await.ok();
    let early = hold(&bob, app.spot("B17"), TOO_EARLY, json!({})).await;
    assert_early(early, json!("2030-06-03T18:00:00Z"));
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_choices_of_a_plate_are_serialized() {
    let app = TestApp::new().await;
    post_rule(&app).await;
    let mut stays = Vec::new();
    for number in 0..5 {
        let driver = app.driver(&format!("driver-{number}")).await;
        let held = hold(&driver, app.spot(&format!("C{number}")), FIRST, json!({})).await.created();
        stays.push((driver, vehicle_path(&held)));
    }
    let (taxi, choose) = (car("TAXI 1"), |driver: Client, path: String, body: Value| async move {
        driver.put(&path, &body).await
    });
    let chosen = stays.into_iter().map(|(driver, path)| choose(driver, path, taxi.clone()));
    let mut statuses: Vec<_> = join_all(chosen).await.iter().map(|one| one.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422, 422, 422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_and_hold_of_a_driver_are_serialized() {
    let app = TestApp::new().await;
    post_rule(&app).await;
    for number in 0..5 {
        let driver = app.driver(&format!("driver-{number}")).await;
        let (spot, next) = (app.spot(&format!("C{number}")), app.spot(&format!("D{number}")));
        let first = ("2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z");
        let held = hold(&driver, spot, first, json!({})).await.created();
        let id = held["reservation"]["id"].as_str().unwrap();
        let longer = json!({ "ends_at": "2030-06-03T16:30:00Z" });
        let later = ("2030-06-03T17:00:00Z", "2030-06-03T18:00:00Z");
        let (extended, second) =
            tokio::join!(driver.amend(id, &longer), hold(&driver, next, later, json!({})));
        let mut statuses = [extended.status, second.status];
        statuses.sort_unstable();
        assert!(statuses == [200, 422] || statuses == [201, 422], "{statuses:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn earlier_stay_does_not_hinder_an_extension() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let mut ids = Vec::new();
    for (label, period) in [
        ("B14", ("2030-06-03T13:10:00Z", "2030-06-03T13:40:00Z")),
        ("B15", ("2030-06-03T14:00:00Z", "2030-06-03T15:00:00Z")),
        ("B16", ("2030-06-03T17:00:00Z", "2030-06-03T18:00:00Z")),
    ] {
        let held = hold(&ann, app.spot(label), period, json!({})).await.created();
        let id = held["reservation"]["id"].as_str().unwrap().to_owned();
        app.confirm(&ann, &id, "pm_card_visa").await;
        ids.push(id);
    }
    post_rule(&app).await;
    let too_close = json!({ "ends_at": "2030-06-03T16:30:00Z" });
    let longer = json!({ "ends_at": "2030-06-03T15:30:00Z" });
    let quotes = format!("/api/v1/reservations/{}/quotes", ids[1]);
    for refused in [ann.post(&quotes, &too_close).await, ann.amend(&ids[1], &too_close).await] {
        assert_eq!(refused.problem("not_allowed_by_tariff")["reason"], "no_return");
    }
    ann.post(&quotes, &longer).await.created();
    ann.amend(&ids[1], &longer).await.ok();
}
